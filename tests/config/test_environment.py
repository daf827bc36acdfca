"""Does a wrong setting stop the start with its name, and is what nobody set safe?"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from django.http import HttpRequest
from environ import Env

from zonebook.config.environment import ConfigurationError, read_environment
from zonebook.config.setup import compile_translations, make_secret_key


def test_what_nobody_set_is_safe():
    environment = read_environment({})

    assert (environment.debug, environment.secure) == (False, False)
    assert environment.hosts == ("127.0.0.1", "localhost")
    assert environment.database_url == f"sqlite:///{environment.home / 'book.sqlite3'}"


def test_a_checkout_keeps_its_book_to_itself():
    assert read_environment({}).home == Path(__file__).parents[2] / "var"


def test_everything_of_an_installation_lies_in_its_home(tmp_path):
    environment = read_environment({"ZONEBOOK_HOME": str(tmp_path)})

    assert (environment.home, environment.lake) == (tmp_path, tmp_path / "lake")
    assert environment.secret_key_file == tmp_path / "secret.key"


def test_an_empty_home_is_the_usual_one():
    assert read_environment({"ZONEBOOK_HOME": ""}) == read_environment({})


@pytest.mark.parametrize(
    ("word", "value"), [("yes", True), ("1", True), ("On", True), ("no", False), ("0", False), ("", False)]
)
def test_a_switch_is_yes_or_no(word, value):
    assert read_environment({"ZONEBOOK_DEBUG": word}).debug is value


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"ZONEBOOK_DEBUG": "perhaps"}, "ZONEBOOK_DEBUG is “perhaps”; write yes or no"),
        ({"ZONEBOOK_SECURE": "2"}, "ZONEBOOK_SECURE is “2”; write yes or no"),
        ({"ZONEBOOK_HOSTS": " , "}, "ZONEBOOK_HOSTS is “ , ”; write the names"),
        ({"ZONEBOOK_HOST": "zone.ru"}, "unknown variable ZONEBOOK_HOST; known: ZONEBOOK_ADDRESS, ZONEBOOK_DEBUG"),
        ({"DATABASE_URL": "mysql://localhost/book"}, "begins with “mysql:”; write sqlite:///path or postgres://…"),
        ({"DATABASE_URL": "book.sqlite3"}, "write sqlite:///path or postgres://…"),
        ({"EMAIL_URL": "http://mail.zone.ru"}, "begins with “http:”; write smtp+tls://user:password@host:587"),
        ({"EMAIL_URL": "smtp://mail.zone.ru"}, "no mail server with its port; write smtp+tls://mail.example:587"),
        ({"EMAIL_URL": "smtp://mail.zone.ru:mail"}, "no mail server with its port"),
        ({"EMAIL_URL": "smtp://:25"}, "no mail server with its port"),
        ({"ZONEBOOK_MAIL_FROM": "the zone"}, "ZONEBOOK_MAIL_FROM is “the zone”; write Name <address@server>"),
        ({"ZONEBOOK_MAIL_FROM": "a@b.ru\nBcc: c@d.ru"}, "write Name <address@server>"),
        ({"ZONEBOOK_ADDRESS": "book.zone.ru"}, "write https:// and the name of the server"),
        ({"ZONEBOOK_ADDRESS": "https://book.zone.ru/book/"}, "write https:// and the name of the server"),
    ],
)
def test_a_wrong_value_names_the_variable_and_what_to_write(variables, said):
    with pytest.raises(ConfigurationError) as refused:
        read_environment(variables)
    assert said in str(refused.value)


def test_hosts_are_parted_by_commas_and_spaces_do_not_matter():
    assert read_environment({"ZONEBOOK_HOSTS": "book.zone.ru, 10.0.0.1,"}).hosts == ("book.zone.ru", "10.0.0.1")


@pytest.mark.parametrize("url", ["postgres://u:p@db/book", "postgresql://u:p@db/book", "sqlite:////srv/book.sqlite3"])
def test_both_databases_are_understood(url):
    assert read_environment({"DATABASE_URL": url}).database_url == url


def test_without_a_mail_server_letters_go_into_the_home_and_leave_it_for_nowhere(tmp_path):
    environment = read_environment({"ZONEBOOK_HOME": str(tmp_path / "a+b c")})

    assert environment.sends_letters is False
    assert Env.email_url_config(environment.mail_url)["EMAIL_FILE_PATH"] == str(environment.outbox)


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:25", "smtp+tls://book:secret@mail:587", "smtp+ssl://mail:465"])
def test_a_mail_server_is_named_with_its_port(url):
    assert read_environment({"EMAIL_URL": url}).sends_letters is True


def test_the_address_of_the_pages_has_no_slash_at_its_end():
    assert read_environment({"ZONEBOOK_ADDRESS": "https://book.zone.ru/"}).address == "https://book.zone.ru"


@pytest.mark.parametrize("written", ["book@zone.ru", "Книга зоны <book@zone.ru>"])
def test_the_sender_of_letters_is_an_address_with_or_without_a_name(written):
    assert read_environment({"ZONEBOOK_MAIL_FROM": written}).mail_from == written


def test_the_secret_key_is_long_and_for_its_owner_alone(tmp_path):
    key = tmp_path / "home" / "secret.key"
    make_secret_key(key)

    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) >= 50


def test_a_key_that_is_there_stays(tmp_path):
    key = tmp_path / "secret.key"
    make_secret_key(key)
    before = key.read_bytes()
    make_secret_key(key)

    assert key.read_bytes() == before


def test_two_installations_have_two_keys(tmp_path):
    make_secret_key(tmp_path / "one")
    make_secret_key(tmp_path / "two")

    assert (tmp_path / "one").read_bytes() != (tmp_path / "two").read_bytes()


PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "site"\nmsgstr "{}"\n'


def test_translations_are_compiled_when_they_are_newer(tmp_path):
    source = tmp_path / "ru" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    compiled = source.with_suffix(".mo")

    def translated() -> str:
        with compiled.open("rb") as stream:
            return read_mo(stream)["site"].string

    source.write_text(PO.format("площадка"))
    compile_translations(tmp_path)
    assert translated() == "площадка"

    source.write_text(PO.format("место"))
    os.utime(source, (compiled.stat().st_mtime + 5,) * 2)
    compile_translations(tmp_path)
    assert translated() == "место"


def test_what_leaves_the_server_is_guarded(settings):
    assert settings.DEBUG is False
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert settings.X_FRAME_OPTIONS == "DENY"
    assert "'unsafe-inline'" not in str(settings.CONTENT_SECURITY_POLICY)


def test_nobody_signs_up_by_themselves():
    from zonebook.config.admission import ByInvitationOnly

    assert not ByInvitationOnly().is_open_for_signup(HttpRequest())


BEHIND_A_PROXY = """
import django; django.setup()
from django.test import Client
for said in ({}, {"HTTP_X_FORWARDED_PROTO": "https"}):
    print(Client(headers={"host": "localhost"}).get("/api/openapi.json", **said).status_code)
"""


@pytest.mark.parametrize(("secure", "answers"), [("yes", ["301", "200"]), ("no", ["200", "200"])])
def test_behind_a_proxy_that_ends_https_nobody_is_sent_to_https_for_ever(tmp_path, secure, answers):
    make_secret_key(tmp_path / "secret.key")
    environment = {**os.environ, "ZONEBOOK_HOME": str(tmp_path), "ZONEBOOK_SECURE": secure}
    done = subprocess.run(
        [sys.executable, "-c", BEHIND_A_PROXY], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == answers
