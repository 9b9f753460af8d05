"""A true sentence in each of the twenty scripts and languages that a newsletter of the region prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A paragraph in a language (BCP 47), and the family that its letters are set in."""

    name: str
    language: str
    family: str
    text: str


SAMPLES = tuple(Sample(*row) for row in (
    ("Thai", "th", "Noto Sans Thai",
     "สำนักงานศุลกากรในกรุงเทพมหานครช่วยให้เจ้าหน้าที่ทำงานด้วยน้ำใจและความซื่อสัตย์"),
    ("Lao", "lo", "Noto Sans Lao", "ຫ້ອງການພາສີຊ່ວຍໃຫ້ການຄ້າລະຫວ່າງປະເທດສະດວກ ແລະ ປອດໄພ"),
    ("Khmer", "km", "Noto Sans Khmer", "មន្ត្រីគយជួយឱ្យពាណិជ្ជកម្មអន្តរជាតិមានភាពងាយស្រួល និងសុវត្ថិភាព។"),
    ("Burmese", "my", "Noto Sans Myanmar",
     "အကောက်ခွန်အရာရှိများသည် နိုင်ငံတကာကုန်သွယ်မှုကို လုံခြုံလွယ်ကူစေရန် ကူညီကြသည်။"),
    ("Nepali", "ne", "Noto Sans Devanagari",
     "नेपालको भन्सार कार्यालयले अन्तर्राष्ट्रिय व्यापारलाई सहज र सुरक्षित बनाउँछ।"),
    ("Bengali", "bn", "Noto Sans Bengali", "শুল্ক কর্মকর্তারা আন্তর্জাতিক বাণিজ্যকে সহজ ও নিরাপদ করেন।"),
    ("Sinhala", "si", "Noto Sans Sinhala",
     "ශ්\u200dරී ලංකාවේ රේගු නිලධාරීහු ජාත්\u200dයන්තර වෙළඳාම පහසු සහ ආරක්ෂිත කරති."),
    ("Tamil", "ta", "Noto Sans Tamil",
     "சுங்க அதிகாரிகள் பன்னாட்டு வணிகத்தை எளிதாகவும் பாதுகாப்பாகவும் ஆக்குகிறார்கள்."),
    ("Mongolian", "mn-Mong", "Noto Sans Mongolian", "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠠ ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠃"),
    ("Mongolian in Cyrillic", "mn", "Source Serif 4",
     "Гаалийн байцаагчид олон улсын худалдааг хялбар, аюулгүй болгодог."),
    ("Dzongkha", "dz", "Noto Serif Tibetan", "རྫོང་ཁ་འདི་ འབྲུག་གི་རྒྱལ་ཡོངས་སྐད་ཡིག་ཨིན།"),
    ("Dhivehi", "dv", "Noto Sans Thaana", "ދިވެހިބަހަކީ ދިވެހިރާއްޖޭގެ ރަސްމީ ބަހެވެ."),
    ("Arabic", "ar", "Noto Naskh Arabic", "يساعد موظفو الجمارك على تسهيل التجارة الدولية وتأمينها."),
    ("Urdu", "ur", "Noto Nastaliq Urdu", "کسٹمز کے افسران بین الاقوامی تجارت کو آسان اور محفوظ بناتے ہیں۔"),
    ("Japanese", "ja", "Noto Sans JP", "税関の職員は、国際貿易を円滑かつ安全にします。"),
    ("Korean", "ko", "Noto Sans KR", "세관 직원은 국제 무역을 쉽고 안전하게 만듭니다."),
    ("Simplified Chinese", "zh-Hans", "Noto Sans SC", "海关人员使国际贸易更加便利和安全。"),
    ("Traditional Chinese", "zh-Hant", "Noto Sans SC", "海關人員使國際貿易更加便利和安全。"),
    ("Māori", "mi", "Source Serif 4", "Ko te reo Māori te reo taketake o Aotearoa, ā, he reo ōkawa hoki."),
    ("Samoan", "sm", "Source Serif 4", "O le faʻaSāmoa o le aganuʻu lea a tagata Sāmoa."),
))
NAMES = [sample.name for sample in SAMPLES]
LENGTHS = (10, 40, 120)  # of titles, in letters


def title(sample: Sample, length: int) -> str:
    """The sample's words again and again, so many letters of them; no letter without what stacks on it."""
    words = sample.text.rstrip("。.។།။᠃۔ ")
    gap = " " if " " in words else ""
    whole = gap.join([words] * (length // len(words) + 1))[:length]
    return whole.rstrip(" \u17d2\u1039\u200d")
