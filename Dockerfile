# docker build -t notion-rest-mcp --build-arg VERSION=$(npm pkg get version | tr -d '"') .
# docker run --rm -i -e NOTION_TOKEN notion-rest-mcp stdio
# Serving, a read-only root and releases with a signed SBOM: docs/packaging.md

# A release names the digest as well, as .build/pin-images.mjs finds it: node:24-slim@sha256:…
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY LICENSE tsconfig.json ./
COPY .build .build
COPY src src
COPY tools tools
RUN node .build/bundle.mjs
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
ARG VERSION=unreleased
LABEL org.opencontainers.image.title="notion-rest-mcp" \
  org.opencontainers.image.description="An MCP server that reads Notion for you" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.source="https://github.com/notion-rest-mcp/notion-rest-mcp" \
  org.opencontainers.image.version="${VERSION}" \
  io.github.notion-rest-mcp.sbom="/app/sbom.spdx.json"
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=3000 \
  HEALTH_PORT=3900 \
  DATA_FOLDER=/data
WORKDIR /app
# The build's list of what is in the bundle, for scanners, which could not see it.
COPY --from=build /build/package.json /build/LICENSE /build/dist/notion-rest-mcp/sbom.spdx.json ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist/notion-rest-mcp.js dist/notion-rest-mcp.js
COPY --from=build /build/dist/notion-rest-mcp dist/notion-rest-mcp
# The only place that is written to; all else may be read-only, and belongs to root.
RUN mkdir -m 700 /data && chown 1000:1000 /data
VOLUME /data
# The user `node` of the image, by number so that an orchestrator can see that it is not root.
USER 1000:1000
EXPOSE 3000
# On a port of its own, where no caller can make it wait.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node handles SIGTERM as process 1; `docker run --init` is not needed, because it starts no further processes.
ENTRYPOINT ["node", "/app/dist/notion-rest-mcp.js"]
CMD ["serve"]
