"""What a short Chinese or Korean answer says with the question before it: "可以退货吗?" "可以,7天内。", "환불은 얼마나 걸리나요?" "4일요."

As in English (`completed`), such words are made one sentence with what they answer, so that every family reads them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from disputelint.checker.late import late

_QUESTION: Final = 60  # characters of a question that is turned into a statement
_LEAST: Final = 4
_ANSWER: Final = 120  # characters of an answer that may be a part of one
_OPENS: Final = late(r"^(?:q|问题?|問題?|질문|문)? ?[0-9]{0,2} ?[.:)、 ]* ?|^【q[0-9]{0,2}】")
_ANSWERS: Final = late(r"^(?:a|答案?|답변?) ?[0-9]{0,2} ?[.:)、] ?|^【a[0-9]{0,2}】")
_POLITE: Final = late(r"请问(?:一下)?|請問(?:一下)?|我(?:们|們)?(?=可|能|要|想)|혹시 ?")

# Chinese: what makes a question of a statement, and what a yes or a no is.
_ASKS: Final = late(r"[吗嗎么麼呢]?\?$|[吗嗎]$")
_WHETHER: Final = late(r"可不可以|能不能|可否|是否(?:可以|能|可)?|能否|会不会|會不會|有没有|有沒有")
_ABLE: Final = {"会不会": "会", "會不會": "會", "有没有": "有", "有沒有": "有"}
_POLAR: Final = late(r"[吗嗎]|可不可以|能不能|可否|是否|能否|会不会|會不會|有没有|有沒有")
_YES: Final = late(
    r"^(?:(?:您好|你好|亲)[,!。]?)?(?:(?:当然|當然|是)?(?:可以|能|会|會|有|是|支持|支援|接受)(?:的|哦|喔|呢|啊|唷|呀)*|没问题|沒問題|好的?|对的?|對的?|是的)[,。!;~]"
)
_NO: Final = late(
    r"^(?:(?:很|非常)?抱歉|不好意思|对不起|對不起|目前|暂时|暫時|现在|現在|很遗憾|很遺憾|[,。!])*(?:尚|还|還|暂|暫)?(?:不可以?|不能|不行|不会|不會|没有|沒有|没|沒|不支持|不支援|不提供|不接受|无法|無法|恕|不)"
)
_ABLE_THEN: Final = late(r"[^。,不没沒无無]{2,14}(?:可以|都?能|都?行)(?:的|哦|喔|呢|啊)*[。!~]?")  # "发货前可以。"
_UNABLE: Final = ("无法", "無法")
_TRADITIONAL: Final = "嗎麼"
_VERB: Final = late(r"可以|能够?|会|會|支持|支援|接受|提供|有|可(?=[退换換取修寄])")
_NEGATED: Final = {"会": "不会", "會": "不會", "有": "没有", "能": "不能", "能够": "不能", "可": "不可"}

# Korean: the ending of a question, that of the statement, and of its denial.
_ENDINGS: Final = (
    (late(r"가능(?:한가요|합니까|할까요|한지요|해요)\?*$"), "가능합니다", "불가능합니다"),
    (late(r"되(?:나요|는지요|는가요)\?*$|될까요\?*$|됩니까\?*$|돼요\?*$"), "됩니다", "되지 않습니다"),
    (late(r"있(?:나요|을까요|습니까|는지요|어요|는가요)\?*$"), "있습니다", "없습니다"),
    (late(r"하(?:나요|는지요|는가요)\?*$|합니까\?*$|해요\?*$"), "합니다", "하지 않습니다"),
)
_YES_KO: Final = late(r"^(?:네|예|넵|그럼요|물론(?:입니다|이죠|이에요)?)(?:[,.! ~]|$)")
_NO_KO: Final = late(r"^(?:아니[요오]|아뇨|죄송(?:합니다|하지만|하게도)?|아쉽(?:지만|게도))(?:[,.! ~]|$)")

_TIME_ZH: Final = late(
    r"[0-9一二两兩三四五六七八九十半][^。,]{0,6}(?:天|日|周|週|小时|小時|个月|個月)|当天|當天|当日|當日|次日|隔天|隔日"
)
_TIME_KO: Final = late(r"[0-9][^.]{0,6}(?:일|시간|주|개월|달)|당일|다음 ?날|익일|하루|이틀|사흘|일주일")
_LONG_ZH: Final = late(r"多久|几天|幾天|多少天|什么时候|什麼時候|何时|何時|多长时间|多長時間|几日|幾日|多快")
_LONG_KO: Final = late(r"언제|얼마나|며칠|몇 ?일|기간|얼마 ?(?:만에|동안)")
# What a question about a time asks for, the words by which an answer says that itself, and what it says then.
_TIMES_ZH: Final = tuple(
    (late(asked), late(own), said)
    for asked, own, said in (
        (
            r"(?:几天|幾天|多久|多少天|何时|何時)(?:之?[内內]|以[内內])[^?]{0,8}[退换換]|[退换換]货?貨?[^?]{0,8}(?:期限|时限|時限|几天[内內]|幾天[内內]|多久[内內])",
            r"[退换換]",
            "退货期限:",
        ),
        (r"退款|退费|退費|退钱|退錢|刷退|到[账帳]|退回", r"退款|退[费費回还還]|到[账帳]|[刷入]", "退款到账时间:"),
        (r"[发發出]货|[发發出]貨|寄出|[发發]出", r"[发發出][货貨]|寄出|[发發]出|送[达達]|到[货貨]", "发货时间:"),
        (
            r"收到|送到|到货|到貨|寄到|拿到|送达|送達|配送|运送|運送|抵达|抵達|取货|取貨",
            r"收到|送[达達到]|到[货貨达達]|[发發出][货貨]|寄出|配送|取[货貨]",
            "配送时间:",
        ),
        (r"回复|回覆|答复|答覆|回应|回應", r"回[复覆应應信]|答[复覆]", "回复时间:"),
    )
)
_TIMES_KO: Final = tuple(
    (late(asked), late(own), said)
    for asked, own, said in (
        (r"(?:반품|교환|환불)[^?]{0,16}(?:언제까지|기한|며칠 ?(?:안|이내))", r"반품|교환", "반품 가능 기간: "),
        (r"환불|취소 ?(?:처리|금액|완료)|카드 ?취소", r"환불|취소|입금|환급", "환불 처리 기간: "),
        (r"발송|출고|출발", r"발송|출고|출발|배송|도착", "출고 기간: "),
        (r"배송|도착|받[을아나]|수령|오나요", r"배송|도착|받|출고|발송", "배송 기간: "),
        (r"답변|회신|답장", r"답변|회신|답장", "답변 기간: "),
    )
)


@lru_cache(maxsize=2048)
def opening_east(language: str, asked: str, answer: str) -> tuple[str, int] | None:
    """What stands for the first characters of an answer (all folded) so that it says by itself what it says to the
    question, and how many characters that takes the place of. None where it is no such answer.
    """
    question = _POLITE.sub("", asked[_end(_OPENS, asked) :]).strip()
    if len(question) > _QUESTION or len(answer) > _ANSWER or len(question) < _LEAST:
        return None
    start = _end(_ANSWERS, answer)
    rest = answer[start:]
    chinese = language.startswith("zh")
    if (timed := _timed(question, rest, chinese=chinese)) is not None:
        return timed, start
    found = _chinese(question, rest) if chinese else _korean(question, rest)
    return (found[0], start + found[1]) if found is not None else None


def _end(pattern: re.Pattern[str], text: str) -> int:
    """Where the words that open a line end."""
    found = pattern.match(text)
    return found.end() if found is not None else 0


def _timed(question: str, rest: str, *, chinese: bool) -> str | None:
    """What an answer that is a time is the time of; None where it says so itself or is none."""
    how, time = (_LONG_ZH, _TIME_ZH) if chinese else (_LONG_KO, _TIME_KO)
    if how.search(question) is None or time.search(rest[:_QUESTION]) is None:
        return None
    for asks, own, said in _TIMES_ZH if chinese else _TIMES_KO:
        if asks.search(question) is not None:
            return said if own.search(rest) is None else None
    return None


def _chinese(question: str, rest: str) -> tuple[str, int] | None:
    """The statement that a Chinese answer makes of a question to be answered with yes or no."""
    if _POLAR.search(question) is None:
        return None
    stated = _ASKS.sub("", _WHETHER.sub(lambda match: _ABLE.get(match[0], "可以"), question)).strip(" ?。,")
    if (yes := _YES.match(rest)) is not None:
        return (f"{stated},", yes.end()) if yes.end() < len(rest) else (f"{stated}。", yes.end())
    if _ABLE_THEN.fullmatch(rest) is not None:
        return f"{stated},", 0
    if _NO.match(rest) is None:
        return None
    if (verb := _VERB.search(stated)) is None:
        return f"{_UNABLE[question[-2:-1] in _TRADITIONAL]}{stated},", 0
    denied = f"{stated[: verb.start()]}{_NEGATED.get(verb[0], f'不{verb[0]}')}{stated[verb.end() :]}"
    return f"{denied},", 0


def _korean(question: str, rest: str) -> tuple[str, int] | None:
    """The statement that a Korean answer makes of a question to be answered with yes or no."""
    for ending, so, not_so in _ENDINGS:
        found = ending.search(question)
        if found is None:
            continue
        stem = question[: found.start()]
        if (yes := _YES_KO.match(rest)) is not None:
            left = rest[yes.end() :].strip()
            return (f"{stem}{so}, " if left else f"{stem}{so}.", yes.end())
        return (f"{stem}{not_so}, ", 0) if _NO_KO.match(rest) is not None else None
    return None


def bare_yes_east(asked: str, answer: str) -> bool:
    """Whether an answer says yes and nothing more, so that the sentence after it says what is so."""
    said = answer[_end(_ANSWERS, answer) :]
    yes = _YES.match(said) or _YES_KO.match(said)
    return "?" in asked and yes is not None and yes.end() == len(said)
