//! The names in use of national teams: one table, from the name to every other one.
//!
//! It holds every nation that played a World Cup final tournament, of men or women, up to 2026, those that are no more
//! among them. It does not know which teams have stories, nor how a typed name is compared (`names`).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::names::fold;

/// Every name that a team goes by, its canonical one first: English, the FIFA code, its own language, French, Spanish,
/// native script, nicknames. `team` may be any of them, in any case and with or without accents.
///
/// Empty for a team that the table does not know. A nickname that two teams share ("La Roja") means the one better
/// known by it.
pub fn names_in_use(team: &str) -> &'static [&'static str] {
    let teams: &'static Teams = &TEAMS;
    teams.by_name.get(&key(team)).map_or(&[], |&at| teams.names[at].as_slice())
}

/// The canonical English name of a team, given any of its names.
pub fn known(team: &str) -> Option<&'static str> {
    names_in_use(team).first().copied()
}

/// The canonical names of all teams in the table.
pub fn all() -> impl Iterator<Item = &'static str> {
    let teams: &'static Teams = &TEAMS;
    teams.names.iter().filter_map(|names| names.first().copied())
}

/// The country behind a team, for those that played under several names, or that became several: the players of one may
/// have played for another.
pub fn country(team: &str) -> Option<&'static str> {
    let team = known(team)?;
    COUNTRIES.iter().find(|names| names.contains(&team)).and_then(|names| names.first()).copied()
}

const COUNTRIES: &[&[&str]] = &[
    &["Germany", "West Germany", "East Germany"],
    &["Yugoslavia", "Serbia and Montenegro", "Serbia", "Croatia", "Bosnia and Herzegovina", "Slovenia"],
    &["Soviet Union", "Russia", "Ukraine", "Uzbekistan"],
    &["Czechoslovakia", "Czech Republic", "Slovakia"],
    &["DR Congo", "Zaire"],
    &["Indonesia", "Dutch East Indies"],
];

/// The table, taken apart.
struct Teams {
    names: Vec<Vec<&'static str>>,
    by_name: HashMap<String, usize>,
}

static TEAMS: LazyLock<Teams> = LazyLock::new(|| {
    let mut teams = Teams { names: Vec::new(), by_name: HashMap::new() };
    for line in TABLE.lines() {
        let names = line.split('|').map(str::trim).filter(|name| !name.is_empty());
        if line.starts_with(' ') {
            if let Some(team) = teams.names.last_mut() {
                team.extend(names);
            }
        } else if !line.is_empty() {
            teams.names.push(names.collect());
        }
    }
    // A canonical name is never taken away by another team's nickname.
    let canonical = teams.names.iter().enumerate().filter_map(|(at, names)| Some((at, *names.first()?)));
    let others = teams.names.iter().enumerate().flat_map(|(at, names)| names.iter().map(move |name| (at, *name)));
    for (at, name) in canonical.chain(others) {
        teams.by_name.entry(key(name)).or_insert(at);
    }
    teams
});

/// What two spellings of one name have in common.
fn key(name: &str) -> String {
    fold::words(name).concat()
}

/// One team a line, its names parted by `|`; an indented line goes on with the team above. The order matters only for
/// shared nicknames: the first team has them.
const TABLE: &str = "
Argentina|ARG|Argentine|الأرجنتين|アルゼンチン|아르헨티나|Аргентина|La Albiceleste|Albiceleste|Selección Argentina|La Scaloneta
Brazil|BRA|Brasil|Brésil|البرازيل|ブラジル|브라질|Бразилия|Seleção|Selecao|A Canarinha|Canarinho|Verde-Amarela|Pentacampeões
Uruguay|URU|URY|أوروغواي|الأوروغواي|우루과이|Уругвай|La Celeste|Charrúas
Colombia|COL|Colombie|كولومبيا|콜롬비아|Колумбия|Los Cafeteros|Las Cafeteras|La Tricolor
Chile|CHI|Chili|تشيلي|칠레|Чили
Peru|PER|Perú|Pérou|بيرو|페루|Перу|La Blanquirroja|Los Incas
Paraguay|PAR|باراغواي|파라과이|Парагвай|La Albirroja|Guaraníes
Ecuador|ECU|Équateur|الإكوادور|에콰도르|Эквадор|La Tri|La Tricolor
Bolivia|BOL|Bolivie|بوليفيا|볼리비아|Боливия|La Verde
Mexico|MEX|México|Mexique|Méjico|المكسيك|メキシコ|멕시코|Мексика|El Tri|El Tricolor
United States|USA|US|United States of America|America|USMNT|USWNT|États-Unis|Estados Unidos|EEUU
  |Vereinigte Staaten|Stati Uniti|Amerika|الولايات المتحدة|أمريكا|アメリカ|미국|США|美国|آمریکا|ایالات متحده|The Yanks
Canada|CAN|Canadá|كندا|カナダ|캐나다|Канада|Les Rouges|Canucks|CanMNT|CanWNT
Costa Rica|CRC|كوستاريكا|코스타리카|コスタリカ|Коста-Рика|Los Ticos|Ticos
Honduras|HON|هندوراس|온두라스|Гондурас|Los Catrachos|Catrachos
El Salvador|SLV|السلفادور|Сальвадор|La Selecta|Cuscatlecos
Panama|PAN|Panamá|بنما|파나마|Панама|Los Canaleros|Canaleros|La Marea Roja
Jamaica|JAM|Jamaïque|جامايكا|자메이카|ジャマイカ|Ямайка|Reggae Boyz|Reggae Girlz
Trinidad and Tobago|TRI|TTO|Trinidad|Trinidad & Tobago|Trinité-et-Tobago|Trinidad y Tobago|ترينيداد وتوباغو|Soca Warriors
Haiti|HAI|Haïti|Haití|Ayiti|هايتي|아이티|Гаити|Les Grenadiers
Cuba|CUB|كوبا|Куба|Leones del Caribe
Curaçao|CUW|Curazao|Kòrsou|كوراساو|퀴라소|Кюрасао|The Blue Wave
England|ENG|Angleterre|Inglaterra|Inghilterra|إنجلترا|انكلترا|イングランド|잉글랜드|Англия|Three Lions|The Three Lions|Lionesses
Scotland|SCO|Écosse|Escocia|Schottland|اسكتلندا|スコットランド|스코틀랜드|Шотландия|Tartan Army|Tartan Terriers
Wales|WAL|Cymru|Pays de Galles|Gales|ويلز|ウェールズ|웨일스|Уэльс|The Dragons|Y Dreigiau
Northern Ireland|NIR|Irlande du Nord|Irlanda del Norte|Nordirland|أيرلندا الشمالية|북아일랜드|Северная Ирландия|Norn Iron
Republic of Ireland|IRL|Ireland|Éire|Irlande|Irlanda|Irland|أيرلندا|جمهورية أيرلندا|아일랜드|アイルランド|Ирландия|Boys in Green|Girls in Green
France|FRA|Francia|Frankreich|França|فرنسا|فرانسه|フランス|프랑스|Франция|法国|Les Bleus|Les Bleues|Équipe de France
Spain|ESP|España|Espagne|Espanha|Spanien|إسبانيا|اسبانیا|スペイン|스페인|Испания|西班牙|La Roja|La Furia Roja|Furia Roja
Portugal|POR|البرتغال|پرتغال|ポルトガル|포르투갈|Португалия|葡萄牙|A Seleção das Quinas|Seleção das Quinas|Os Navegadores
Italy|ITA|Italia|Italie|Italien|Itália|إيطاليا|ایتالیا|イタリア|이탈리아|Италия|意大利|Gli Azzurri|Azzurri|Azzurre|Squadra Azzurra
Germany|GER|DEU|Deutschland|Allemagne|Alemania|Alemanha|Germania|ألمانيا|آلمان|ドイツ|독일|Германия|德国|Die Mannschaft|Nationalelf|DFB-Elf
West Germany|FRG|BRD|Westdeutschland|Bundesrepublik|Allemagne de l'Ouest|RFA|Alemania Federal|Alemania Occidental|ألمانيا الغربية|서독|西ドイツ|ФРГ
East Germany|GDR|DDR|Ostdeutschland|Allemagne de l'Est|RDA|Alemania Oriental|ألمانيا الشرقية|동독|東ドイツ|ГДР
Netherlands|NED|NLD|Holland|Dutch|The Netherlands|Nederland|Pays-Bas|Hollande|Países Bajos|Holanda|Niederlande|هولندا|هلند|オランダ|네덜란드|Нидерланды|Голландия|荷兰
  |Oranje|Oranje Leeuwinnen|Clockwork Orange|The Flying Dutchmen
Belgium|BEL|Belgique|België|Belgien|Bélgica|Belgio|بلجيكا|بلژیک|ベルギー|벨기에|Бельгия|Red Devils|Diables Rouges|Les Diables Rouges|Rode Duivels
Switzerland|SUI|CHE|Swiss|Schweiz|Suisse|Svizzera|Suiza|Suíça|سويسرا|سوئیس|スイス|스위스|Швейцария|La Nati|Nati|Rossocrociati
Austria|AUT|Österreich|Oesterreich|Autriche|Áustria|النمسا|اتریش|オーストリア|오스트리아|Австрия|Wunderteam
Hungary|HUN|Magyarország|Hongrie|Hungría|Ungarn|المجر|헝가리|ハンガリー|Венгрия|Magyars|Mighty Magyars|Aranycsapat
Poland|POL|Polska|Pologne|Polonia|Polen|بولندا|لهستان|ポーランド|폴란드|Польша|Biało-czerwoni
Czechoslovakia|TCH|Československo|Tchécoslovaquie|Checoslovaquia|Tschechoslowakei|تشيكوسلوفاكيا|체코슬로바키아|Чехословакия
Czech Republic|CZE|Czechia|Česko|Česká republika|Tchéquie|République tchèque|Chequia|República Checa|Tschechien|التشيك|チェコ|체코|Чехия
Slovakia|SVK|Slovensko|Slovaquie|Eslovaquia|Slowakei|سلوفاكيا|슬로바키아|Словакия
Slovenia|SVN|Slovenija|Slovénie|Eslovenia|Slowenien|سلوفينيا|슬로베니아|Словения
Yugoslavia|YUG|Jugoslavija|Yougoslavie|Jugoslawien|يوغوسلافيا|유고슬라비아|Югославия|FR Yugoslavia|Plavi
Serbia and Montenegro|SCG|Srbija i Crna Gora|Serbie-et-Monténégro|Serbia y Montenegro|Serbien und Montenegro|صربيا والجبل الأسود|Сербия и Черногория
Serbia|SRB|Srbija|Србија|Serbie|Serbien|صربيا|صربستان|セルビア|세르비아|Сербия|Orlovi|The Eagles|Орлови
Croatia|CRO|HRV|Hrvatska|Croatie|Croacia|Croácia|Kroatien|كرواتيا|کرواسی|クロアチア|크로아티아|Хорватия|Vatreni|Kockasti|The Chequered Ones
Bosnia and Herzegovina|BIH|Bosnia|Bosnia Herzegovina|Bosnia & Herzegovina|Bosna i Hercegovina|Bosna|Bosnie|Bosnie-Herzégovine|Bosnia y Herzegovina
  |Bosnien|البوسنة والهرسك|البوسنة|보스니아|ボスニア|Босния и Герцеговина|Zmajevi|The Golden Lilies
Romania|ROU|ROM|România|Roumanie|Rumanía|Rumania|Rumänien|رومانيا|루마니아|Румыния|Tricolorii
Bulgaria|BUL|BGR|България|Bulgarie|Bulgarien|بلغاريا|불가리아|Болгария|Lavovete
Greece|GRE|GRC|Hellas|Ελλάδα|Grèce|Grecia|Griechenland|اليونان|그리스|ギリシャ|Греция|Ethniki|To Piratiko|Galanolefki
Turkey|TUR|Türkiye|Turkiye|Turquie|Turquía|Türkei|تركيا|ترکیه|トルコ|튀르키예|터키|Турция|土耳其|Ay-Yıldızlılar|Crescent-Stars
Israel|ISR|Israël|ישראל|إسرائيل|이스라엘|Израиль
Soviet Union|URS|USSR|CCCP|СССР|URSS|UdSSR|Sovietunion|Sowjetunion|Union soviétique|Unión Soviética|الاتحاد السوفيتي|소련|ソ連|Советский Союз|Sbornaya
Russia|RUS|Россия|Rossiya|Russie|Rusia|Russland|روسيا|روسیه|ロシア|러시아|俄罗斯|Сборная
Ukraine|UKR|Україна|Украина|Ukraina|Ucrania|أوكرانيا|우크라이나|ウクライナ|Zbirna|Zhovto-Blakytni
Denmark|DEN|DNK|Danmark|Danemark|Dinamarca|Dänemark|الدنمارك|الدانمارك|دانمارک|デンマーク|덴마크|Дания|De Rød-Hvide|Danish Dynamite|Rød-Hvide
Sweden|SWE|Sverige|Suède|Suecia|Schweden|السويد|سوئد|スウェーデン|스웨덴|Швеция|Blågult
Norway|NOR|Norge|Norvège|Noruega|Norwegen|النرويج|نروژ|ノルウェー|노르웨이|Норвегия|Løvene|Drillos|Gresshoppene
Iceland|ISL|Ísland|Islande|Islandia|أيسلندا|آيسلندا|アイスランド|아이슬란드|Исландия|Strákarnir okkar
Morocco|MAR|Maroc|Marruecos|Marrocos|Marokko|Al-Maghrib|المغرب|مراکش|モロッコ|모로코|Марокко|摩洛哥|Atlas Lions|Lions of the Atlas|Lions de l'Atlas
  |Lionesses of the Atlas|Atlas Lionesses|أسود الأطلس|Leones del Atlas
Algeria|ALG|DZA|Algérie|Argelia|Algerien|الجزائر|الجزاير|アルジェリア|알제리|Алжир|Les Fennecs|Desert Foxes|Desert Warriors|محاربو الصحراء
Tunisia|TUN|Tunisie|Túnez|Tunesien|تونس|チュニジア|튀니지|Тунис|Eagles of Carthage|Carthage Eagles|Aigles de Carthage|نسور قرطاج
Egypt|EGY|Égypte|Egipto|Ägypten|Misr|Masr|مصر|エジプト|이집트|Египет|The Pharaohs|Pharaohs|Les Pharaons|الفراعنة
Senegal|SEN|Sénégal|السنغال|セネガル|세네갈|Сенегал|Lions of Teranga|Lions de la Teranga|Teranga Lions|Les Lions de la Téranga
Cameroon|CMR|Cameroun|Camerún|Camarões|Kamerun|الكاميرون|カメルーン|카메룬|Камерун|Indomitable Lions|Lions Indomptables|Les Lions Indomptables|Indomitable Lionesses
Nigeria|NGA|Nigéria|نيجيريا|ナイジェリア|나이지리아|Нигерия|Super Eagles|Super Falcons
Ghana|GHA|غانا|ガーナ|가나|Гана|Black Stars|Black Queens
Ivory Coast|CIV|Côte d'Ivoire|Costa de Marfil|Costa do Marfim|Elfenbeinküste|ساحل العاج|كوت ديفوار|コートジボワール|코트디부아르|Кот-д'Ивуар
  |The Elephants|Les Éléphants
Togo|TGO|TOG|توغو|토고|Того|Les Éperviers|The Sparrow Hawks
Angola|ANG|AGO|أنغولا|앙골라|Ангола|Palancas Negras|Giant Black Sables
South Africa|RSA|ZAF|Afrique du Sud|Sudáfrica|África do Sul|Südafrika|Mzansi|جنوب أفريقيا|جنوب إفريقيا|南アフリカ|남아프리카 공화국|남아공|ЮАР
  |Bafana Bafana|Banyana Banyana
DR Congo|COD|Congo DR|DRC|Democratic Republic of the Congo|Democratic Republic of Congo|Congo|Congo-Kinshasa|RD Congo|RDC
  |République démocratique du Congo|República Democrática del Congo|الكونغو الديمقراطية|コンゴ民主共和国|콩고 민주 공화국|ДР Конго|The Leopards|Les Léopards
Zaire|ZAI|Zaïre|زائير|자이르|Заир
Cape Verde|CPV|Cabo Verde|Cap-Vert|Kap Verde|Cape Verde Islands|Kabu Verdi|الرأس الأخضر|カーボベルデ|카보베르데|Кабо-Верде|Blue Sharks|Tubarões Azuis
Zambia|ZAM|ZMB|Zambie|زامبيا|잠비아|ザンビア|Замбия|Chipolopolo|Copper Queens
Equatorial Guinea|EQG|GNQ|Guinea Ecuatorial|Guinée équatoriale|غينيا الاستوائية|Nzalang Nacional
Japan|JPN|Nippon|Nihon|Japon|Japón|Japão|اليابان|ژاپن|日本|にほん|ニッポン|일본|Япония|Samurai Blue|サムライブルー|Nadeshiko|Nadeshiko Japan|なでしこジャパン|なでしこ
South Korea|KOR|Korea|Korea Republic|Republic of Korea|Korea Rep|S. Korea|ROK|Hanguk|Corée du Sud|Corea del Sur|Coreia do Sul|Südkorea|كوريا الجنوبية
  |کره جنوبی|韓国|대한민국|한국|Южная Корея|韩国|Taegeuk Warriors|Taeguk Warriors|Reds of Asia|태극전사|Tigers of Asia
North Korea|PRK|Korea DPR|DPR Korea|DPRK|N. Korea|Corée du Nord|Corea del Norte|Coreia do Norte|Nordkorea|كوريا الشمالية|کره شمالی|北朝鮮|북한|조선|КНДР
  |Северная Корея|朝鲜|Chollima
China|CHN|China PR|PR China|Chine|الصين|چین|中国|中國|중국|Китай|Steel Roses
Chinese Taipei|TPE|Taiwan|Taipei chino|中華台北|대만|台湾|Тайвань
Iran|IRN|IR Iran|Islamic Republic of Iran|Irán|Irã|إيران|ایران|イラン|이란|Иран|Team Melli|تیم ملی|Persia
Iraq|IRQ|Irak|Iraque|العراق|عراق|イラク|이라크|Ирак|Lions of Mesopotamia|أسود الرافدين
Saudi Arabia|KSA|SAU|Saudi|Arabie saoudite|Arabia Saudita|Arabia Saudí|Arábia Saudita|Saudi-Arabien|السعودية|المملكة العربية السعودية|عربستان|عربستان سعودی
  |サウジアラビア|사우디아라비아|사우디|Саудовская Аравия|Green Falcons|الصقور الخضر|الأخضر
Qatar|QAT|Katar|Catar|قطر|カタール|카타르|Катар|The Maroons|Al-Annabi|العنابي
Kuwait|KUW|KWT|Koweït|الكويت|쿠웨이트|クウェート|Кувейт|Al-Azraq|الأزرق
United Arab Emirates|UAE|Emirates|Émirats arabes unis|Emiratos Árabes Unidos|الإمارات|الإمارات العربية المتحدة|아랍에미리트|アラブ首長国連邦|ОАЭ|Al-Abyad
Jordan|JOR|Jordanie|Jordania|Jordanien|Al-Urdun|الأردن|اردن|ヨルダン|요르단|Иордания|Al-Nashama|Nashama|النشامى
Uzbekistan|UZB|O'zbekiston|Ouzbékistan|Uzbekistán|Usbekistan|أوزبكستان|ازبکستان|ウズベキスタン|우즈베키스탄|Узбекистан|White Wolves|Oq bo'rilar
Indonesia|IDN|Indonésie|إندونيسيا|인도네시아|インドネシア|Garuda|Merah Putih
Dutch East Indies|DEI|Netherlands East Indies|Indes néerlandaises|Indias Orientales Neerlandesas|Hindia Belanda|Nederlands-Indië
Thailand|THA|Thaïlande|Tailandia|ไทย|태국|タイ|تايلاند|Таиланд|War Elephants|Chaba Kaew
Vietnam|VIE|VNM|Viet Nam|Việt Nam|베트남|ベトナム|فيتنام|Вьетнам|Golden Star Warriors
Philippines|PHI|PHL|Pilipinas|필리핀|フィリピン|الفلبين|Филиппины|Filipinas|Azkals
Australia|AUS|Australie|Austrália|Australien|أستراليا|استرالیا|オーストラリア|호주|Австралия|澳大利亚|Socceroos|Matildas|The Matildas
New Zealand|NZL|NZ|Aotearoa|Nouvelle-Zélande|Nueva Zelanda|Neuseeland|Nova Zelândia|نيوزيلندا|نیوزیلند|ニュージーランド|뉴질랜드|Новая Зеландия
  |All Whites|Football Ferns
";

#[cfg(test)]
mod tests {
    use super::*;

    /// Nicknames that more than one team goes by.
    const SHARED: [&str; 1] = ["latricolor"];

    #[test]
    fn any_name_leads_to_the_canonical_one() {
        let cases = [
            ("morocco", "Morocco"),
            ("المغرب", "Morocco"),
            ("أسود الأطلس", "Morocco"),
            ("USA", "United States"),
            ("u.s.a.", "United States"),
            ("Holland", "Netherlands"),
            ("ORANJE", "Netherlands"),
            ("Korea", "South Korea"),
            ("korea republic", "South Korea"),
            ("대한민국", "South Korea"),
            ("DPR Korea", "North Korea"),
            ("Côte d’Ivoire", "Ivory Coast"),
            ("cote divoire", "Ivory Coast"),
            ("Turkiye", "Turkey"),
            ("Cabo Verde", "Cape Verde"),
            ("Brasil", "Brazil"),
            ("selecao", "Brazil"),
            ("España", "Spain"),
            ("La Roja", "Spain"),
            ("Czechia", "Czech Republic"),
            ("Congo DR", "DR Congo"),
            ("Zaïre", "Zaire"),
            ("CCCP", "Soviet Union"),
            ("west germany", "West Germany"),
            ("Allemagne", "Germany"),
            ("Nippon", "Japan"),
            ("日本", "Japan"),
            ("ایران", "Iran"),
            ("Россия", "Russia"),
            ("Curacao", "Curaçao"),
            ("Lionesses", "England"),
            ("Reggae Girlz", "Jamaica"),
        ];
        for (name, expected) in cases {
            assert_eq!(known(name), Some(expected), "{name}");
        }
        for stranger in ["", "Atlantis", "Bangladesh (cricket)", "🇲🇦", "\0"] {
            assert_eq!(known(stranger), None, "{stranger:?}");
            assert!(names_in_use(stranger).is_empty(), "{stranger:?}");
        }
    }

    #[test]
    fn a_country_may_have_several_teams() {
        assert_eq!(country("BRD"), country("Deutschland"));
        assert_eq!((country("Morocco"), country("Atlantis")), (None, None));
        assert!(COUNTRIES.iter().copied().flatten().all(|team| known(team) == Some(*team)));
    }

    #[test]
    fn the_table_is_whole_and_without_contradiction() {
        assert!(all().count() >= 90, "{} teams", all().count());
        let mut owners: HashMap<String, &str> = HashMap::new();
        for team in all() {
            assert_eq!(known(team), Some(team));
            for name in names_in_use(team) {
                assert!(!key(name).is_empty(), "{team}: {name:?} folds to nothing");
                let owner = *owners.entry(key(name)).or_insert(team);
                assert!(owner == team || SHARED.contains(&key(name).as_str()), "{name} is both {owner} and {team}");
            }
        }
    }
}
