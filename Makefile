# Every target works from a clean clone; paths are relative, so the checkout may lie anywhere.

UV_VERSION := 0.13.8
UV := .tools/bin/uv
PYTHON := .venv/bin/python

export UV_COMPILE_BYTECODE := 1
export UV_PYTHON_DOWNLOADS := never
# Without compiled files a cold start takes three times as long.
unexport PYTHONDONTWRITEBYTECODE
# What is active or set outside must not leak into the project's own environment.
unexport VIRTUAL_ENV
unexport PYTHONPATH

.PHONY: setup libraries run test check bench soak pictures package lock format clean

setup: libraries .venv/.ready

libraries:
	@sh packaging/system-libraries.sh

.tools/.uv-$(UV_VERSION):
	rm -rf .tools
	python3 -m pip install -q --root-user-action=ignore --target .tools "uv==$(UV_VERSION)"
	@touch $@

.venv/.python: .tools/.uv-$(UV_VERSION)
	$(UV) venv -q --clear --python python3 .venv
	@touch $@

.venv/.ready: .venv/.python requirements.lock pyproject.toml
	$(UV) pip sync -q --python $(PYTHON) --require-hashes requirements.lock
	$(UV) pip install -q --python $(PYTHON) --no-deps --no-build-isolation -e .
	@touch $@

run: setup
	@sh packaging/run.sh

test: setup
	$(PYTHON) -m pytest -n auto --dist loadfile

check: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

bench: setup
	$(PYTHON) -m tests.bench

# The long versions of what `test` tries in short: an hour or so.
soak: setup
	$(PYTHON) -m tests.sync.simulate --days 10000 --desks 5 --seed 1000
	$(PYTHON) -m tests.sync.simulate --days 200 --desks 5 --seed 5000 --store sqlite
	$(PYTHON) -m tests.sync.simulate --days 200 --desks 5 --seed 6000 --store postgresql
	$(PYTHON) -m tests.durability.power --cuts 50000 --seed 100
	$(PYTHON) -m tests.durability.kills --tries 4000 --all
	$(PYTHON) -m tests.durability.migration_kills
	FOYER_SOAK=1 $(PYTHON) -m pytest tests/concurrency/test_cursor.py

# Every screen on the demo studio, light and dark, in the sizes that are looked at.
pictures: setup
	$(PYTHON) -m tests.desktop.pictures pictures/screens --size 1024x700 --size 1280x800 --size 1920x1080

# A desk and its server as programs of their own, tried on the demo studio: some minutes.
package: setup
	.venv/bin/pyinstaller packaging/foyer.spec --noconfirm --distpath dist --workpath build
	FOYER_FROZEN=dist/foyer $(PYTHON) -m pytest tests/packaging

format: setup
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

# Run after a change of the dependencies in pyproject.toml; LOCK=--upgrade takes newer versions.
lock: .tools/.uv-$(UV_VERSION)
	$(UV) pip compile -q --python-version 3.11 --generate-hashes --no-header --extra dev $(LOCK) \
		pyproject.toml -o requirements.lock
	$(MAKE) setup
	$(PYTHON) packaging/third_party.py

clean:
	rm -rf .venv .tools .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		build dist pictures/out pictures/screens
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
