"""Days as people write them: `9-13 October 2023` is 2023-10-09/2023-10-13."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

# January to December in the languages of newsletters; no name is that of two months.
_NAMES = (
    "january february march april may june july august september october november december",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "januari februari mac april mei jun julai ogos september oktober november disember",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม")
_MONTHS = {name[:length]: number for names in _NAMES for number, name in enumerate(names.split(), 1)
           for length in ((3, 4, len(name)) if names == _NAMES[0] else (len(name),))}
_NUMERIC = re.compile(
    r"(?P<y>\d{4})(?P<s>[-./])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?!\d)|(?P<a>\d\d?)(?P<t>[-./])(?P<b>\d\d?)(?P=t)"
    r"(?P<z>\d{4})|(?P<Y>\d{4})(?P<M>\d\d)(?P<D>\d\d)(?!\d)|(?P<j>\d{4}) ?[年년] ?"
    r"(?P<k>\d\d?) ?[月월] ?(?P<l>\d\d?) ?[日일号]")
_WORD = re.compile(r"\d+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0e31-\u0e4e])*|[-–—−~～〜/&]")  # Thai vowels
_PASSED_OVER = frozenset({
    "from", "of", "the", "st", "nd", "rd", "th", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri",
    "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "le", "du", "er", "de", "del", "vom", "den", "zum", "van", "dal", "il", "dari", "tanggal", "с", "г",
    "года", "พ", "ศ", "วันที่", "日", "일", "号"})
_AND = {"and", "&", "et", "y", "und", "e", "en", "и", "ve", "dan", "และ"}  # between neighbouring days alone
_TO = _AND | {
    "to", "until", "till", "through", "au", "al", "a", "bis", "tot", "по", "sampai", "hingga", "ถึง", "-", "–",
    "—", "−", "~", "～", "〜", "/"}
_BUDDHIST = 543  # years ahead, in dates as Thailand writes them
# Kinds of words in order: where year, month and day of the first and of the last day stand.
_FORMS = {
    "DMY": ((2, 1, 0),) * 2, "MDY": ((2, 0, 1),) * 2, "YMD": ((0, 1, 2),) * 2,
    "D-DMY": ((4, 3, 0), (4, 3, 2)), "MD-DY": ((4, 0, 1), (4, 0, 3)), "YMD-D": ((0, 1, 2), (0, 1, 4)),
    "DM-DMY": ((5, 1, 0), (5, 4, 3)), "MD-MDY": ((5, 0, 1), (5, 3, 4)), "YMD-MD": ((0, 1, 2), (0, 4, 5)),
    "DMY-DMY": ((2, 1, 0), (6, 5, 4)), "MDY-MDY": ((2, 0, 1), (6, 4, 5)), "YMD-YMD": ((0, 1, 2), (4, 5, 6)),
}
_MONTHS_ALONE = {
    "MY": ((1, 0),) * 2, "YM": ((0, 1),) * 2, "Y-D": ((0, 2),) * 2,
    "M-MY": ((3, 0), (3, 2)), "MY-MY": ((1, 0), (4, 3))}


class DateError(ValueError):
    """No day, or several: the message says which, `hint` what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def read_days(text: str, *, single: bool = False) -> tuple[date, date]:
    """The first and the last day that a text names; DateError where it names none, or could name several."""
    usual = "a day like 2023-10-31" + (
        "" if single else ", or a first and a last day like 2023-07-03/2023-07-07")
    words = list(_words(unicodedata.normalize("NFC", text)))
    form = "".join(kind for kind, _ in words)
    numbers = [number for _, number in words]
    if form in _FORMS:
        first, last = (_day(text, *(numbers[at] for at in place)) for place in _FORMS[form])
        return _checked(text, first, last, single=single)
    if form in _MONTHS_ALONE:
        months = [_day(text, numbers[year], numbers[month], 1) for year, month in _MONTHS_ALONE[form]]
        length = monthrange(months[1].year, months[1].month)[1]
        whole = f"{months[0]}/{months[1].replace(day=length)} for all of it"
        raise DateError(f"“{text}” names no day", f"write {usual if single else whole}")
    if form in {"DM", "MD", "D-DM", "MD-D", "DM-DM", "MD-MD"}:
        raise DateError(f"“{text}” has no year", "add the year")
    if (known := "".join(kind for kind in form if kind != "?")) in _FORMS:
        numbers = [number for kind, number in words if kind != "?"]
        days = (_day(text, *(numbers[at] for at in place)) for place in _FORMS[known])
        raise DateError(f"“{text}” has words that are no part of a date", f"write {written_days(*days)}")
    raise DateError(f"“{text}” is not a date", f"write {usual}")


def written_days(first: date, last: date) -> str:
    """As they are to be written: one day, or first/last."""
    return str(first) if first == last else f"{first}/{last}"


def _checked(text: str, first: date, last: date, *, single: bool) -> tuple[date, date]:
    if last < first:
        raise DateError(f"“{text}” ends before it begins", f"write {written_days(last, first)}")
    if single and last != first:
        raise DateError(f"“{text}” is more than one day", f"write {last}")
    if _AND.intersection(_WORD.findall(text.casefold())) and (last - first).days > 1:
        raise DateError(f"“{text}” leaves out days", f"write {written_days(first, last)}")
    return first, last


def _words(text: str) -> list[tuple[str, int]]:
    """What a text is made of: D for a day, M, Y, - between two days, ? for what is none of them."""
    found: list[tuple[str, int]] = []
    at = 0
    for hit in _NUMERIC.finditer(text):
        found += [*_spelt(text[at:hit.start()]), *_numeric(hit)]
        at = hit.end()
    return [*found, *_spelt(text[at:])]


def _spelt(text: str) -> list[tuple[str, int]]:
    found = []
    for word in _WORD.findall(text.casefold()):
        if word.isdecimal():
            number = int(word)
            found.append(("Y" if len(word) == 4 else "D" if len(word) < 3 else "?",
                          number - _BUDDHIST if 2400 < number < 2700 else number))
        elif word in _MONTHS:
            found.append(("M", _MONTHS[word]))
        elif word not in _PASSED_OVER:
            found.append(("-" if word in _TO else "?", 0))
    return found


def _numeric(hit: re.Match[str]) -> list[tuple[str, int]]:
    """2023-10-09, 2023/10/09 and 31.10.2023 are clear; 09/10/2023 is not."""
    for names in ("ymd", "YMD", "jkl"):
        if hit[names[0]]:
            return [(kind, int(hit[name])) for kind, name in zip("YMD", names, strict=True)]
    one, two, year_number = int(hit["a"]), int(hit["b"]), int(hit["z"])
    if one != two and max(one, two) <= 12 and min(one, two, year_number):
        days = date(year_number, two, one), date(year_number, one, two)
        raise DateError(f"“{hit[0]}” can be read as two days",
                        "write " + " or ".join(f"{day} for {day.day} {day:%B}" for day in days))
    day, month = (one, two) if one > 12 or one == two else (two, one)
    return [("Y", year_number), ("M", month), ("D", day)]


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        known = 1 <= month <= 12 and year
        length = monthrange(year, month)[1] if known else 0
        raise DateError(
            f"“{text}” is not in the calendar",
            f"{date(year, month, 1):%B %Y} has {length} days" if known else "months go from 1 to 12",
        ) from error

