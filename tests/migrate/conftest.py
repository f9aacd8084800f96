from serve.conftest import chromium  # noqa: F401 - a fixture
