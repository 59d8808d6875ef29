"""Modules put together: one answer instead of two hundred, with the same meaning."""

from __future__ import annotations

import re

import httpx
import pytest

from app.api.linking import link
from tests.conftest import CHECKOUT
from tests.project.sources import files_under

MODULES = {
    "main.js": 'import { one as two } from "./part/one.js";\nconst { late } = await import("./late.js");\n',
    "part/one.js": 'import { base } from "../base.js";\nexport const one = base + 1;\nexport function unused() {}\n',
    "base.js": "export const base = 1;\n",
    "late.js": 'import { base } from "./base.js";\n/** @type {import("./types.js").Late} */\nexport const late = base;\n',
}


def test_a_module_and_what_it_imports_become_one_text() -> None:
    text = link("main.js", MODULES.__getitem__)
    assert not re.search(r"^(import|export)\b", text, re.MULTILINE)
    numbers = {path: number for number, path in re.findall(r"const module(\d+) = once\(\(\) => \{ // (\S+)", text)}
    assert set(numbers) == {"part/one.js", "base.js", "late.js"}
    assert f"const {{ one: two }} = module{numbers['part/one.js']}();" in text
    assert f"const {{ base }} = module{numbers['base.js']}();" in text
    assert f"await Promise.resolve().then(module{numbers['late.js']});" in text
    assert "return { one, unused };" in text


@pytest.mark.parametrize(
    "form", ['import * as all from "./base.js";', "export default 1;", "export { base };", "export let base = 1;"]
)
def test_a_form_that_is_not_known_is_refused_by_name(form: str) -> None:
    with pytest.raises(ValueError, match=re.escape(form)):
        link("main.js", {"main.js": form + "\n", "base.js": "export const base = 1;\n"}.__getitem__)


def test_the_page_asks_for_few_files_and_all_of_them_come_packed(rest: httpx.Client) -> None:
    page = rest.get("/").text
    addresses = re.findall(r'(?:href|src)="(/(?:static|vendor)/[^"]+)"', page)
    assert 5 <= len(addresses) <= 10
    for address in addresses:
        answer = rest.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["cache-control"]
        if answer.headers["content-type"].startswith("text/"):
            assert answer.headers["content-encoding"] == "gzip"
            assert "accept-encoding" in answer.headers["vary"].lower()


def test_every_module_of_the_page_is_in_what_it_gets(rest: httpx.Client) -> None:
    folder = CHECKOUT / "static"
    address = re.search(r'src="(/static/\w+/linked/main\.js)"', rest.get("/").text)
    assert address
    linked = set(re.findall(r"=> \{ // (\S+)", rest.get(address[1]).text))
    for path in files_under("static/js/panels", "static/js/charts", "static/js/state", suffix=".js"):
        if "reference" not in path.name and path.name != "guide.js":
            assert path.relative_to(folder).as_posix() in linked
