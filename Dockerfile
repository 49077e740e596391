# One executable and the C library that it needs, in an image with nothing else: no shell, no package, 120 MB.
# The build's base can be named anew where its registry is out of reach:
#   docker build --build-arg BUILD_IMAGE=registry.example.com/oven/bun:1.4.5-slim -t payambar .
ARG BUILD_IMAGE=oven/bun:1.4.5-slim

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY package.json bun.lock bunfig.toml ./
RUN bun install --frozen-lockfile --ignore-scripts
COPY . .
# Never strip or pack the executable: what makes it Payambar is appended to it.
RUN bun build.ts && bun build/rootfs.ts dist/payambar /root-of-image && mkdir /data-of-image

FROM scratch
COPY --from=build /root-of-image /
COPY --from=build --chown=65532:65532 /data-of-image /data
USER 65532:65532
ENV DATA_DIR=/data LOG_FORMAT=json
EXPOSE 8080
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/payambar", "status"]
ENTRYPOINT ["/payambar"]
