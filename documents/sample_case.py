"""The fictional case from which the samples of papers are made."""

from documents.completeness import Context

HASH = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4"

BODY: Context = {
    "name": "昆明市知识产权纠纷人民调解委员会",
    # How the body calls itself in its papers: 本会, 本局, 本中心.
    "self_name": "本会",
    "address": "云南省昆明市呈贡区锦绣大街1号",
    "phone": "0871-00000001",
    "licence": "统一社会信用代码52530100MJXXXX018M，经昆明市司法局备案",
    "nature_name": "人民调解委员会",
}

CASE: Context = {
    "number": "（2026）昆知调字第0001号",
    "track": "T4",
    "track_name": "法院委派调解",
    # 案由, so that it reads "甲与乙…一案".
    "subject": "侵害发明专利权纠纷",
    "ip_type_name": "发明专利",
    "channel_name": "昆明市中级人民法院委派",
    "filed_on": "2026年8月28日",
    "accepted_on": "2026年8月31日",
}

COMPLAINANT: Context = {
    # complainant, respondent or third_party.
    "role": "complainant",
    "role_name": "申请人",
    "name": "昆明翠湖生物科技有限公司",
    "kind": "company",
    "id_kind": "统一社会信用代码",
    "id_number": "91530102MAXXXX015P",
    "address": "云南省昆明市五华区翠湖南路100号2幢301室",
    "phone": "13900000001",
    "representative": "杨玥",
    "representative_title": "法定代表人",
    "representative_post": "执行董事",
    "agents": [
        {
            "name": "赵祎珩",
            "firm": "云南滇池律师事务所律师",
            "powers": ["代为承认、放弃、变更请求", "进行和解", "签署调解协议", "签收文书"],
        }
    ],
}

RESPONDENT: Context = {
    "role": "respondent",
    "role_name": "被申请人",
    "name": "昆明滇池机械有限责任公司",
    "kind": "company",
    "id_kind": "统一社会信用代码",
    "id_number": "91530112MAXXXX0900",
    "address": "云南省昆明市西山区滇池路200号",
    "phone": "13900000002",
    "representative": "李喆",
    "representative_title": "法定代表人",
    "representative_post": "总经理",
    "agents": [],
}

PERSON: Context = {
    "role": "complainant",
    "role_name": "申请人",
    "name": "赵某",
    "kind": "natural_person",
    "gender": "男",
    "ethnicity": "白族",
    "age": 40,
    "occupation": "工程师",
    "id_kind": "居民身份证号码",
    "id_number": "530102190001010019",
    "address": "云南省昆明市五华区文林街1号",
    "phone": "13900000003",
    "agents": [],
}

RIGHT: Context = {
    "kind_name": "发明专利",
    "number": "ZL202619990001.5",
    "title": "一种高原湖泊蓝藻快速分离装置及其使用方法",
    "owner": "昆明翠湖生物科技有限公司",
    "class": "",
    "status": "有效",
}

MEDIATION_LAW = "《中华人民共和国人民调解法》"
REMEDIES = [
    "向有管辖权的人民法院提起诉讼。",
    "请求管理专利工作的部门依法处理或者裁决。",
    "达成仲裁协议的，向仲裁机构申请仲裁。",
]
FACTS = (
    "申请人系第ZL202619990001.5号发明专利的专利权人。2026年3月，申请人发现被申请人制造、销售的"
    "DC-200型藻水分离机落入该专利权利要求1的保护范围，遂于2026年3月18日在公证人员见证下购得样机1台。\n"
    "申请人于2026年6月2日诉至昆明市中级人民法院。经双方同意，该院于2026年8月28日在立案前委派调解。"
    "双方对专利权的归属和有效性均无异议，争议在于技术方案是否等同以及赔偿数额的计算。"
)
EFFECT = "本协议自各方当事人签名或者盖章、调解员签名并加盖本会印章之日起生效。"
