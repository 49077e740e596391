# One executable on a base without a shell. Both images can be named anew where a registry is out of reach:
#   docker build --build-arg BUILD_IMAGE=… --build-arg BASE_IMAGE=… -t payambar .
ARG BUILD_IMAGE=oven/bun:1.4.5-slim
ARG BASE_IMAGE=gcr.io/distroless/base-debian12

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY package.json bun.lock bunfig.toml ./
RUN bun install --frozen-lockfile --ignore-scripts
COPY . .
RUN bun build.ts && mkdir /empty

# Never strip or pack the executable: what makes it Payambar is appended to it.
FROM ${BASE_IMAGE}
COPY --from=build /src/dist/payambar /payambar
COPY --from=build --chown=65532:65532 /empty /data
USER 65532:65532
ENV DATA_DIR=/data LOG_FORMAT=json
EXPOSE 8080
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/payambar", "status"]
ENTRYPOINT ["/payambar"]
