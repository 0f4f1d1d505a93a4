# Touchline in a container: docs/operating.md, "In a container". Needs no BuildKit, so that Debian 12's own docker.io builds it.
#
#   docker build -t touchline .
#   docker run --rm -it touchline            the console, to try it

# Debian bookworm's slim image with Rust and a C compiler (for SQLite, which is built in).
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin touchline \
    && install -D target/release/touchline /out/usr/local/bin/touchline \
    && install -D -m 0644 -t /out/usr/local/share/doc/touchline LICENSE LICENSE-MIT LICENSE-APACHE stories/LICENSE docs/operating.md \
    && install -d -m 0700 -o 10001 -g 10001 /out/data

# Nothing is installed here: certificates, zones, stories and SQLite are in the program.
FROM debian:bookworm-slim
COPY --from=build /out/usr /usr
COPY --from=build --chown=10001:10001 /out/data /data
# A number, so that whoever runs it can see that it is not root. It has no name and needs none.
USER 10001:10001
# The one place that is written to; also where SQLite puts what it needs for a moment.
VOLUME /data
WORKDIR /data
# Pages of health are asked for from inside; compose.yaml opens them to the machine's own loopback.
ENV TOUCHLINE_STORE__PATH=/data/touchline.db \
    TOUCHLINE_HTTP__LISTEN=127.0.0.1:9464
STOPSIGNAL SIGTERM
# The image has no curl; bash speaks enough HTTP.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9464 && printf 'GET /livez HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 4 line <&3 && [[ $line == *' 200 '* ]]"]
ENTRYPOINT ["/usr/local/bin/touchline"]
CMD ["run"]
