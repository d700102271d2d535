"""One complete context for every kind of paper: the reference for whoever builds a context,
and the data of previews and tests. All numbers are fictional.

How to read a context: ``*_on`` is a day as printed (2026年9月2日), ``*_at`` an ISO time with its
zone, ``amount`` a decimal in text. Free sentences end with their full stop. A paper prints
``id_number`` as it is given: mask it where the reader may not see it. Optional keys may be
left out; `documents.kinds` lists the required ones.
"""

from copy import deepcopy
from decimal import Decimal
from typing import Any

from documents.completeness import Context
from documents.sample_case import (
    BODY,
    CASE,
    COMPLAINANT,
    EFFECT,
    FACTS,
    HASH,
    MEDIATION_LAW,
    REMEDIES,
    RESPONDENT,
    RIGHT,
)
from workflows.amounts import capitals


def _paper(kind: str, serial: str, issued_on: str, issued_at: str, **content: Any) -> Context:
    """A context with what all papers share."""
    return {
        "kind": kind,
        "number": serial,
        "verification": "7F3K-9QXM-2D8A",
        "verify_url": "https://zhihe.example/verify/7F3K-9QXM-2D8A",
        "issued_at": issued_at,
        "issued_on": issued_on,
        "organisation": deepcopy(BODY),
        "case": deepcopy(CASE),
        "parties": [deepcopy(COMPLAINANT), deepcopy(RESPONDENT)],
        **deepcopy(content),
    }


def _payment(number: int, instalment: str, amount: str, due_on: str) -> Context:
    in_capitals = capitals(Decimal(amount))
    return {
        "number": number,
        "kind_name": "金钱给付",
        "obligor": "昆明滇池机械有限责任公司",
        "object": f"{instalment}赔偿款",
        "text": f"被申请人应于{due_on}前向申请人支付{instalment}赔偿款人民币"
        f"{Decimal(amount):,.2f}元（大写：{in_capitals}）。",
        "amount": amount,
        "amount_capitals": in_capitals,
        "currency": "CNY",
        "due_on": due_on,
        "payee": "昆明翠湖生物科技有限公司",
        "payee_account": "滇池银行翠湖支行，账号00000000000000001",
        "conditions": "",
        "breach": "逾期超过五日的，剩余款项视为全部到期。",
    }


APPLICATION = _paper(
    "application",
    "（2026）昆知调申字第0001号",
    "2026年8月28日",
    "2026-08-28T10:05:00+08:00",
    rights=[RIGHT],
    claims=[
        {"text": "被申请人立即停止制造、销售、许诺销售侵害涉案专利权的DC-200型藻水分离机。"},
        {"text": "被申请人赔偿申请人经济损失人民币480,000.00元及合理开支人民币20,000.00元。"},
    ],
    amount="500000.00",
    amount_capitals="人民币伍拾万元整",
    facts=FACTS,
    evidence=[
        {
            "number": 1,
            "title": "发明专利证书、专利登记簿副本、当年年费缴费凭证",
            "proves": "申请人享有涉案专利权，专利权有效",
            "sha256": HASH,
        },
        {
            "number": 2,
            "title": "购买样机的公证书及发票",
            "proves": "被申请人制造、销售被控侵权产品",
            "sha256": HASH[::-1],
        },
        {
            "number": 3,
            "title": "样机实物照片",
            "proves": "被控侵权产品的技术特征",
            "sha256": "",
        },
    ],
    pending_proceedings="昆明市中级人民法院已收到起诉材料，尚未立案；未申请仲裁，未请求行政处理。",
    declarations=[
        "申请人已知悉调解的性质、程序及权利义务，自愿申请调解。",
        "申请人承诺所提交的材料真实、合法，没有虚构事实、恶意串通，愿意承担由此产生的法律责任。",
        "申请人同意为调解之目的处理本申请所载个人信息，并向被申请人送达本申请书副本。",
    ],
)

CORRECTION_NOTICE = _paper(
    "correction_notice",
    "（2026）昆知调补字第0003号",
    "2026年9月1日",
    "2026-09-01T09:30:00+08:00",
    addressee="昆明翠湖生物科技有限公司",
    items=[
        {
            "item": "被申请人的统一社会信用代码校验位不符",
            "requirement": "按营业执照核对后重新填写，并附企业信用信息公示网页截图",
        },
        {
            "item": "专利号“ZL202429990002.7”校验位不符",
            "requirement": "按专利证书核对后重新填写，并提交专利登记簿副本（复印件加盖印章）",
        },
        {"item": "被申请人重复列明", "requirement": "删除重复的一项"},
    ],
    due_on="2026年9月8日",
    consequence="逾期未补正的，视为未提出申请；备齐材料后可以重新申请。",
    legal_basis=["《专利纠纷行政裁决和调解办法》第十六条", "本会《调解工作规则》"],
)

REPLY_NOTICE = _paper(
    "reply_notice",
    "（2026）昆知调答字第0002号",
    "2026年8月31日",
    "2026-08-31T15:20:00+08:00",
    addressee="昆明滇池机械有限责任公司",
    claims=APPLICATION["claims"],
    reply_term="收到本通知之日起十五日内",
    due_on="2026年9月15日",
    silence_consequence="期限届满未提交陈述意见，或者明确拒绝调解的，本会将不再组织调解，"
    "并告知申请人依法通过其他途径维护权利。",
    fee_text="本会调解民间纠纷，不收取任何费用。",
    legal_basis=[f"{MEDIATION_LAW}第十七条", "第二十三条", "第二十四条"],
)

ACCEPTANCE_NOTICE = _paper(
    "acceptance_notice",
    "（2026）昆知调受字第0001号",
    "2026年8月31日",
    "2026-08-31T16:00:00+08:00",
    addressee="昆明翠湖生物科技有限公司、昆明滇池机械有限责任公司",
    mediator_choice="各方当事人可以自2026年9月1日起两个工作日内从调解员名册中共同选定一名或者数名调解员；"
    "逾期未选定的，由本会指定。",
    period_text="调解期限为三十日，自本会受理之日起计算；经各方当事人同意，可以延长。",
    period_ends_on="2026年9月30日",
    fee_text="本会调解民间纠纷，不收取任何费用。",
    legal_basis=[
        f"{MEDIATION_LAW}第四条、第十七条、第十九条",
        "《最高人民法院关于人民法院特邀调解的规定》第二十七条",
    ],
)

NON_ACCEPTANCE_NOTICE = _paper(
    "non_acceptance_notice",
    "（2026）昆知调不字第0001号",
    "2026年9月2日",
    "2026-09-02T11:00:00+08:00",
    variant="not_accepted",
    addressee="昆明翠湖生物科技有限公司",
    reasons=[
        {"code": "VALIDITY_ONLY", "text": "请求事项仅涉及专利权是否有效，应当由专利行政部门审查。"}
    ],
    legal_basis=["《人民调解工作若干规定》第二十二条"],
    remedies=["向国家知识产权局请求宣告专利权无效。", *REMEDIES[:1]],
    returned=["调解申请书原件1份", "专利证书复印件1份"],
)

AGREEMENT = _paper(
    "agreement",
    "（2026）昆知调协字第0001号",
    "2026年9月2日",
    "2026-09-02T17:40:00+08:00",
    rights=[RIGHT],
    version=1,
    facts=FACTS,
    responsibility="被申请人确认其制造、销售的DC-200型藻水分离机使用了涉案专利的技术方案，愿意承担停止侵害、"
    "赔偿损失的民事责任。",
    clauses=[
        {
            "number": 1,
            "kind_name": "停止侵害",
            "obligor": "昆明滇池机械有限责任公司",
            "object": "DC-200型藻水分离机",
            "text": "被申请人自本协议生效之日起停止制造、销售、许诺销售DC-200型藻水分离机，"
            "并于2026年9月12日前销毁库存的专用模具2套，销毁过程录像交申请人。",
            "due_on": "2026年9月12日",
            "breach": "每逾期一日支付违约金人民币1,000.00元。",
        },
        _payment(2, "第一期", "150000.00", "2026年9月30日"),
        _payment(3, "第二期", "150000.00", "2026年10月31日"),
        _payment(4, "第三期", "150000.00", "2026年11月30日"),
        {
            "number": 5,
            "kind_name": "权利义务了结",
            "text": "被申请人履行上述义务后，双方就本协议所涉侵权事实的权利义务了结，"
            "申请人不再另行主张权利。",
            "conditions": "以第一条至第四条全部履行为条件。",
        },
    ],
    confidentiality="各方对本协议内容及调解中知悉的商业秘密、个人信息保密；为申请司法确认、强制执行或者依法接受"
    "监督检查而提供的除外。",
    confirmation_intended=True,
    effect=EFFECT,
    copies=4,
    signatures=[
        {
            "name": "赵祎珩",
            "capacity": "委托代理人",
            "on_behalf_of": "昆明翠湖生物科技有限公司",
            "signed_at": "2026-09-02T16:58:10+08:00",
            "method": "可靠电子签名",
            "hash8": "3f9a01c2",
        },
        {
            "name": "李喆",
            "capacity": "法定代表人",
            "on_behalf_of": "昆明滇池机械有限责任公司",
            "signed_at": "2026-09-02T17:12:44+08:00",
            "method": "可靠电子签名",
            "hash8": "b7d2e690",
        },
        {
            "name": "周堃",
            "capacity": "调解员",
            "signed_at": "2026-09-02T17:30:00+08:00",
            "method": "可靠电子签名",
            "hash8": "90ac4471",
        },
    ],
    mediators=[{"name": "周堃"}],
    sealed_at="2026-09-02T17:40:00+08:00",
    effective_on="2026年9月2日",
    content_hash=HASH,
)

TERMINATION_NOTICE = _paper(
    "termination_notice",
    "（2026）昆知调终字第0001号",
    "2026年9月28日",
    "2026-09-28T10:00:00+08:00",
    variant="terminated",
    addressee="昆明翠湖生物科技有限公司、昆明滇池机械有限责任公司",
    ended_on="2026年9月28日",
    reasons=[{"code": "DEADLOCK", "text": "经三次调解，各方未能就赔偿数额达成一致。"}],
    legal_basis=[f"{MEDIATION_LAW}第二十六条"],
    remedies=REMEDIES,
    returned=["申请人提交的样机1台"],
)

CONFIRMATION_APPLICATION = _paper(
    "confirmation_application",
    "（2026）昆知调确字第0001号",
    "2026年9月4日",
    "2026-09-04T09:00:00+08:00",
    court={"name": "云南省昆明市中级人民法院"},
    agreement={
        "number": "（2026）昆知调协字第0001号",
        "signed_on": "2026年9月2日",
        "effective_on": "2026年9月2日",
        "content": [clause["text"] for clause in AGREEMENT["clauses"]],
    },
    facts=FACTS,
    mediators=[{"name": "周堃"}],
    undertakings=[
        "申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为。",
        "协议内容真实，不涉及知识产权的确权；如果因该协议内容给他人造成损害的，愿意承担相应的民事责任和其他法律责任。",
        "截至申请之日，任何一方均未就本纠纷另行提起诉讼或者申请仲裁。",
    ],
    attachments=[
        "调解协议书（2026）昆知调协字第0001号一份",
        "调解组织证明一份",
        "申请人营业执照、法定代表人身份证明各一份",
        "专利证书、专利登记簿副本一份",
        "授权委托书一份",
        "送达地址确认书两份",
    ],
    legal_basis=[
        "《中华人民共和国民事诉讼法》第二百零五条",
        "《中华人民共和国人民调解法》第三十三条",
    ],
)
for party, side in zip(CONFIRMATION_APPLICATION["parties"], ("申请人", "被申请人"), strict=True):
    # Both sides ask the court together: there is no respondent any more.
    party["role_name"] = f"申请人（调解{side}）"

BODY_CERTIFICATE = _paper(
    "body_certificate",
    "（2026）昆知调证字第0001号",
    "2026年9月4日",
    "2026-09-04T09:10:00+08:00",
    court={"name": "云南省昆明市中级人民法院"},
    mediators=[{"name": "周堃", "certificate": "昆明市司法局备案人民调解员，证号99900001"}],
    sessions=[
        {"held_on": "2026年9月1日", "place": "昆明市呈贡区锦绣大街1号第一调解室"},
        {"held_on": "2026年9月2日", "place": "在线调解"},
    ],
    agreement={
        "number": "（2026）昆知调协字第0001号",
        "signed_on": "2026年9月2日",
        "effective_on": "2026年9月2日",
        "sha256": HASH,
    },
)

TRANSFER_LETTER = _paper(
    "transfer_letter",
    "（2026）昆知调移字第0001号",
    "2026年9月3日",
    "2026-09-03T14:00:00+08:00",
    receiver={"name": "昆明市官渡区市场监督管理局"},
    facts="被申请人在其经营场所销售标有第99999901号注册商标的茶叶，销售金额62,000.00元。",
    reason="发现被申请人销售假冒注册商标商品的线索，不属于本会处理范围。",
    legal_basis=[f"{MEDIATION_LAW}第二十五条", "《中华人民共和国商标法》第六十一条"],
    materials=[
        {"title": "调解申请书副本", "copies": 1},
        {"title": "线索登记表", "copies": 1},
        {"title": "销售记录截图及校验值清单", "copies": 1},
    ],
    reply_due_on="2026年9月17日",
    contact={"name": "王昇", "phone": "0871-00000002"},
)

CLOSING_REPORT = _paper(
    "closing_report",
    "（2026）昆知调结字第0001号",
    "2026年12月4日",
    "2026-12-04T16:00:00+08:00",
    handler="周堃",
    closed_on="2026年12月4日",
    outcome="达成调解协议并履行完毕",
    facts=FACTS,
    process="2026年8月31日受理，同日通知双方选定调解员。2026年9月1日、2日各调解一次，其中一次在线进行。",
    result="2026年9月2日达成调解协议，赔偿款450,000.00元分三期支付。",
    confirmation="昆明市中级人民法院（2026）云01民特99901号民事裁定，确认协议有效。",
    performance="三期款项分别于2026年9月29日、10月30日、11月27日付清。2026年12月3日电话回访，双方均表示满意，"
    "无遗留风险。",
)

#: code of the kind -> context.
SAMPLES: dict[str, Context] = {
    sample["kind"]: sample
    for sample in (
        APPLICATION,
        CORRECTION_NOTICE,
        REPLY_NOTICE,
        ACCEPTANCE_NOTICE,
        NON_ACCEPTANCE_NOTICE,
        AGREEMENT,
        TERMINATION_NOTICE,
        CONFIRMATION_APPLICATION,
        BODY_CERTIFICATE,
        TRANSFER_LETTER,
        CLOSING_REPORT,
    )
}


def sample(kind: str) -> Context:
    """A copy of the sample context of a kind, free to change."""
    return deepcopy(SAMPLES[kind])
