# Every verb a person needs; `make` alone lists them.
SWIFT ?= swift
BUILD ?= .build
PREFIX ?= /usr/local
DESTDIR ?=
UNITS ?= $(PREFIX)/lib/systemd/system
BASH_COMPLETIONS ?= $(PREFIX)/share/bash-completion/completions
ZSH ?= $(PREFIX)/share/zsh/site-functions
FISH ?= $(PREFIX)/share/fish/vendor_completions.d
# Nothing of the toolchain is needed where it runs. What is not reached is left
# out, which exported symbols would keep in; -Osize saves little beside the
# runtime's own, and -O is faster. Packed relocations need glibc 2.36 (Debian 12).
SHIP_FLAGS = --static-swift-stdlib -Xswiftc -use-ld=lld \
    -Xlinker --gc-sections -Xlinker --no-export-dynamic -Xlinker --as-needed -Xlinker -O2 -Xlinker -s \
    -Xlinker -z -Xlinker pack-relative-relocs
FUZZ_SECONDS ?= 30
SHIPPED = $(BUILD)/ship/minuted
# What `make build` made, as the shell finds it out.
BUILT = $$($(SWIFT) build --scratch-path $(BUILD) -c release --show-bin-path)/minuted
SOURCES = Package.swift Sources Tests config/demo
PACKAGES = libcurl4-openssl-dev libsqlite3-dev libgmime-3.0-dev zlib1g-dev pkg-config make

.DEFAULT_GOAL := help
.PHONY: help deps build demo test fuzz lint format golden bench interop browser-test kill-test ship deb package-test install install-files

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install what building needs (Debian packages)
	@config/install-packages $(PACKAGES)

build: deps ## build the program for daily use
	$(SWIFT) build --scratch-path $(BUILD) -c release --product minuted

demo: build ## sample boards, a mail catcher on loopback and the daemon, in a temporary folder
	@$(BUILT) demo

test: deps ## unit and acceptance tests
	@config/run-tests $(SWIFT) test --disable-xctest --scratch-path $(BUILD)

fuzz: deps ## what people type and send, at random, for FUZZ_SECONDS each (30)
	@seed=$$(od -An -N4 -tu4 /dev/urandom | tr -d ' '); echo "the first seed is $$seed"; \
	    MINUTED_FUZZ_SECONDS=$(FUZZ_SECONDS) MINUTED_FUZZ_SEED=$$seed \
	    config/run-tests $(SWIFT) test --disable-xctest --scratch-path $(BUILD) --filter FuzzTests

lint: deps ## formatting, warnings as errors, import rules
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	@config/run-tests $(SWIFT) test --disable-xctest --scratch-path $(BUILD) --filter HouseTests

format: ## format every source file
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

golden: deps ## write the golden letters anew, to be read in review
	MINUTED_GOLDEN=rewrite $(SWIFT) test --disable-xctest --scratch-path $(BUILD) --filter Golden

# Exim and OpenSMTPD cannot be installed beside Postfix: mmdebstrap unpacks them
# below $(BUILD).
interop: build ## Postfix, Exim, OpenSMTPD and Dovecot on loopback: a year, TLS and logins, bounces
	@config/install-packages postfix dovecot-core dovecot-sieve procmail sudo openssl mmdebstrap python3
	@export BUILD=$(BUILD) MINUTED_PROGRAM=$${MINUTED_PROGRAM:-$(BUILT)}; \
	for checks in year relays bounces; do python3 Tests/Interop/$$checks.py || failed=yes; done; test -z "$$failed"

browser-test: build ## the console and the owners' pages in Debian's Chromium, looked over by axe
	@config/install-packages chromium python3-venv
	@test -x $(BUILD)/browser/bin/python3 || python3 -m venv $(BUILD)/browser
	@$(BUILD)/browser/bin/pip install --quiet playwright==1.65.2 axe-playwright-python==0.1.8
	$(BUILD)/browser/bin/python3 Tests/Browser/walk.py $(BUILT)

kill-test: build ## two hundred kills at random instants: nothing lost, repeats listed
	python3 Tests/Interop/kill.py $(BUILT)

bench: ship ## speed against a plain script, a large register, idle
	@config/install-packages postfix python3 wrk
	python3 Tests/Bench/bench.py

ship: deps ## the program that ships: static Swift runtime, stripped, stamped with the commit
	@config/install-packages binutils
	$(SWIFT) build --scratch-path $(BUILD)/ship -c release --product minuted $(SHIP_FLAGS)
	cp -L $(BUILD)/ship/release/minuted $(SHIPPED)
	config/stamp $(SHIPPED)

deb: ship ## a Debian package in dist/, looked over by lintian
	@config/install-packages debhelper dpkg-dev lintian
	config/debian/build $(SHIPPED) dist

package-test: deb ## the package in a Debian of its own, booted, and made to fail in every way
	@config/install-packages mmdebstrap systemd-container iproute2 openssl python3
	python3 Tests/Package/package.py dist

install: ship ## program, units, manual and configuration below $(DESTDIR)$(PREFIX)
	$(MAKE) install-files PROGRAM=$(SHIPPED)

install-files:
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/minuted
	install -d $(DESTDIR)$(UNITS) $(DESTDIR)$(PREFIX)/share/doc/minuted/examples
	for unit in systemd/*; do sed 's|/usr/bin/minuted|$(PREFIX)/bin/minuted|' $$unit >$(DESTDIR)$(UNITS)/$${unit#systemd/}; done
	for page in docs/man/*; do install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; done
	for shell in bash:$(BASH_COMPLETIONS)/minuted zsh:$(ZSH)/_minuted fish:$(FISH)/minuted.fish; do \
	    mkdir -p $(DESTDIR)$$(dirname $${shell#*:}); \
	    $(PROGRAM) --generate-completion-script $${shell%%:*} | sed '1{/^#!/d}' >$(DESTDIR)$${shell#*:}; done
	install -D -m 644 config/debian/minuted.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/minuted.conf
	install -D -m 644 config/debian/minuted.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/minuted.conf
	install -m 644 README.md docs/*.md docs/*.txt $(DESTDIR)$(PREFIX)/share/doc/minuted/
	install -m 644 config/debian/examples/credentials config/minuted.yaml $(DESTDIR)$(PREFIX)/share/doc/minuted/examples/
	test -e $(DESTDIR)/etc/minuted/minuted.yaml || install -D -m 644 config/minuted.yaml $(DESTDIR)/etc/minuted/minuted.yaml
