# Every verb a person needs; `make` alone lists them.
SWIFT ?= swift
BUILD ?= .build
PREFIX ?= /usr/local
DESTDIR ?=
SOURCES = Package.swift Sources Tests config/demo
PACKAGES = libcurl4-openssl-dev libsqlite3-dev libgmime-3.0-dev pkg-config make

.DEFAULT_GOAL := help
.PHONY: help deps build demo test lint format golden bench interop kill-test install

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install what building needs (Debian packages)
	@config/install-packages $(PACKAGES)

build: deps ## build the program for daily use
	$(SWIFT) build --scratch-path $(BUILD) -c release --product minuted

demo: build ## sample boards, a mail catcher on loopback and the daemon, in a temporary folder
	@$$($(SWIFT) build --scratch-path $(BUILD) -c release --show-bin-path)/minuted demo

test: deps ## unit and acceptance tests
	@config/run-tests $(SWIFT) test --disable-xctest --scratch-path $(BUILD)

lint: deps ## formatting, warnings as errors, import rules
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	@config/run-tests $(SWIFT) test --disable-xctest --scratch-path $(BUILD) --filter HouseTests

format: ## format every source file
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

golden: deps ## write the golden letters anew, to be read in review
	MINUTED_GOLDEN=rewrite $(SWIFT) test --disable-xctest --scratch-path $(BUILD) --filter Golden

interop: build ## a year of two boards into a real Postfix on loopback
	@config/install-packages postfix python3
	python3 Tests/Interop/year.py

kill-test: build ## two hundred kills at random instants: nothing lost, repeats listed
	python3 Tests/Interop/kill.py

bench: build ## speed against a plain script, a large register, idle
	@config/install-packages postfix python3
	python3 Tests/Bench/bench.py

install: build ## program, unit and configuration below $(DESTDIR)$(PREFIX)
	install -D -m 755 $$($(SWIFT) build --scratch-path $(BUILD) -c release --show-bin-path)/minuted $(DESTDIR)$(PREFIX)/bin/minuted
	install -D -m 644 config/minuted.yaml $(DESTDIR)$(PREFIX)/share/doc/minuted/minuted.yaml
	install -D -m 644 systemd/minuted.service $(DESTDIR)$(PREFIX)/lib/systemd/system/minuted.service
