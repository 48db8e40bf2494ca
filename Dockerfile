# lbgen with the engines that check what it renders: docker build --tag lbgen .
# Debian's release decides which HAProxy is inside: 2.6 with bookworm, 3.0 with trixie.
ARG DEBIAN=bookworm

FROM node:22-${DEBIAN}-slim AS build
WORKDIR /lbgen
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm pack --pack-destination /tmp

FROM node:22-${DEBIAN}-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates \
        git \
        haproxy \
        keepalived \
        ldirectord \
        nftables \
        procps \
        shellcheck \
        stunnel4 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /tmp/lbgen-*.tgz /tmp/
# Pipelines mount what another user has cloned, which git would not read.
RUN npm install --global --offline /tmp/lbgen-*.tgz \
    && rm /tmp/lbgen-*.tgz \
    && git config --system --add safe.directory '*'
USER node
WORKDIR /work
ENTRYPOINT ["lbgen"]
CMD ["--help"]
