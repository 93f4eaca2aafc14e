# spctl in a container: docs/integrations.md tells how it looks at files, and at the node it runs on.
FROM node:22-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts
COPY tsconfig.json tsconfig.types.json README.md LICENSE CHANGELOG.md ./
COPY scripts scripts
COPY schemas schemas
COPY man man
COPY src src
RUN npm run build && npm pack --ignore-scripts --pack-destination /tmp && mv /tmp/spctl-*.tgz /tmp/spctl.tgz

FROM node:22-slim
COPY --from=build /tmp/spctl.tgz /tmp/spctl.tgz
# The installation writes V8's code cache for this very Node.js.
RUN npm install --global /tmp/spctl.tgz && npm cache clean --force && rm /tmp/spctl.tgz
# Files in a repository need no more; a node's own are root's: docker run --user 0.
USER node
WORKDIR /work
ENTRYPOINT ["spctl"]
CMD ["--help"]
