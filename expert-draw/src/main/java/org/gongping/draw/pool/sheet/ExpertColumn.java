package org.gongping.draw.pool.sheet;

/** The columns of a file of experts. */
enum ExpertColumn implements Heading.Column {
    POOL_NO("专家编号", "poolNo", true),
    NAME("姓名", "name", true),
    IDENTITY_NO("证件号码", "identityNo", true),
    PHONE("手机", "phone", true),
    EMAIL("邮箱", "email", false),
    ACCOUNT("登录账号", "account", false),
    REGION("所在地区", "region", true),
    SPECIALTIES("专业", "specialties", true),
    EMPLOYER("工作单位", "employer", false),
    EMPLOYER_CODE("单位信用代码", "employerCode", false),
    EMPLOYED_SINCE("入职日期", "employedSince", false),
    FIELD_SINCE("从业起始", "fieldSince", true),
    TITLE("职称", "title", true),
    TITLE_LEVEL("职称级别", "titleLevel", true),
    QUALIFICATIONS("资格", "qualifications", false),
    OFFICES("曾任及兼职", "offices", false),
    RELATIONS("亲属及利害关系", "relations", false),
    SANCTIONED("曾受处罚", "sanctioned", false);

    private final String zh;
    private final String en;
    private final boolean required;

    ExpertColumn(String zh, String en, boolean required) {
        this.zh = zh;
        this.en = en;
        this.required = required;
    }

    @Override
    public String zh() {
        return zh;
    }

    @Override
    public String en() {
        return en;
    }

    @Override
    public boolean required() {
        return required;
    }
}
