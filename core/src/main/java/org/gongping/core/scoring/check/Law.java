package org.gongping.core.scoring.check;

/** The rules that a definition is held to, each with the article behind it. */
enum Law {
    PRICE_SCORE("P01", "《政府采购货物和服务招标投标管理办法》（财政部令第87号）第五十五条、第五十七条"),
    SMALL_FIRMS("P02", "《政府采购促进中小企业发展管理办法》；财库〔2022〕19号"),
    TRIMMING("P03", "招标文件；《评标委员会和评标方法暂行规定》"),
    DRAWS("P04", "招标文件"),
    ROUNDING("P05", "招标文件"),
    METHOD_LOCKED("V03", "《招标投标法实施条例》第四十九条"),
    REJECTION_GROUNDS("V04", "《招标投标法实施条例》第五十一条"),
    ABNORMALLY_LOW("V08", "财库〔2026〕2号；财政部令第87号第六十条；《评标委员会和评标方法暂行规定》第二十一条"),
    COMPETITION("V09", "《评标委员会和评标方法暂行规定》第二十七条"),
    CANDIDATES("V10", "《招标投标法实施条例》第五十三条"),
    FLOOR_AND_ESTIMATE("V18", "《招标投标法实施条例》第二十七条、第五十条；财政部令第87号第十二条"),
    MINIMUM_VALID("V20", "财政部令第87号第四十三条"),
    LOCAL_BONUS("X01", "《招标投标法实施条例》第三十二条；《公平竞争审查条例》第九条第（三）项"),
    DRAWN_WINNER("X02", "国办发〔2024〕21号");

    private final String ruleId;
    private final String citation;

    Law(String ruleId, String citation) {
        this.ruleId = ruleId;
        this.citation = citation;
    }

    String ruleId() {
        return ruleId;
    }

    String citation() {
        return citation;
    }
}
