"""Why a request that a page tried to send was not let through: the codes of `Refusal.why` and `Report.refused`."""

from __future__ import annotations

from typing import Final

from disputelint.checker.model.words import Text

WHY: Final[dict[str, Text]] = {
    "private_address": Text("it leads to a private or local address", "社内・ローカルのアドレスに向かうため"),
    "scheme": Text("it is neither http nor https", "httpでもhttpsでもないため"),
    "writing_link": Text(
        "following this link changes something in the shop", "開くだけで店舗の状態が変わるリンクのため"
    ),
    "write_off_journey": Text(
        "only the walk to the checkout may send data", "データの送信は購入手順の確認中に限られるため"
    ),
    "unarmed": Text("no control of the walk asked for it", "購入手順で操作したボタンによる送信ではないため"),
    "foreign_host": Text("it sends data to a host that is not the shop's", "店舗以外のホストへの送信のため"),
    "order": Text("it would place an order", "注文が確定してしまうため"),
    "pay": Text("it would start a payment", "支払いが始まってしまうため"),
    "register": Text("it would log in or open an account", "ログインや会員登録になってしまうため"),
    "subscribe": Text("it would subscribe to messages", "メール配信などの登録になってしまうため"),
    "track": Text("it only records what visitors do", "訪問者の行動を記録するだけの通信のため"),
    "contact": Text("it would send a message to the shop", "店舗へのメッセージ送信になってしまうため"),
}
