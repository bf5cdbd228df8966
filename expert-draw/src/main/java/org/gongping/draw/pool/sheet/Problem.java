package org.gongping.draw.pool.sheet;

/**
 * What is wrong with one cell or row. Says nothing of what stood there, so that a report names nobody.
 *
 * @param line as an editor shows it; 0 for the file as a whole
 * @param column heading of the column; empty for the row as a whole
 */
public record Problem(int line, String column, Kind kind, String detail) {
    /** Whether the file can be loaded in spite of it. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** What can be wrong, in words. {@code %s} is the detail. */
    public enum Kind {
        UNREADABLE_ENCODING(
                "文件既不是 UTF-8 也不是 GB18030 编码",
                "The file is neither UTF-8 nor GB18030",
                "另存为“CSV UTF-8”后重新上传",
                "Save it as “CSV UTF-8” and upload it again"),
        MIXED_ENCODING(
                "此行的文字编码与文件其余部分不同",
                "The characters of this row are encoded unlike the rest of the file",
                "在同一程序中打开并另存为“CSV UTF-8”，核对此行文字",
                "Open and save the file as “CSV UTF-8” in one program and check this row"),
        DAMAGED_TEXT(
                "文字在以前的转换中已损坏（含替换字符）",
                "Characters were lost in an earlier conversion",
                "从来源重新导出，不要修补",
                "Export it from its source again; do not patch it"),
        NOT_A_SHEET(
                "文件不是 CSV 或 XLSX 表格：%s",
                "The file is no CSV or XLSX table: %s",
                "用表格软件另存为 .xlsx 或“CSV UTF-8”",
                "Save it as .xlsx or “CSV UTF-8”"),
        TOO_LARGE(
                "文件超过上限：%s",
                "The file is larger than allowed: %s",
                "拆分为几个文件分别导入",
                "Split it and load the parts one after the other"),
        EMPTY_FILE("表头以下没有数据", "There is nothing below the heading", "填写数据后重新上传", "Fill in rows and upload it again"),
        BROKEN_QUOTES(
                "引号没有成对，从此行起无法读取",
                "A quotation mark is not closed; nothing can be read from this row on",
                "补全引号，引号内的引号写两次",
                "Close it; write a quotation mark inside quotes twice"),
        MISSING_COLUMN("缺少必需的列", "A required column is missing", "按模板补上此列", "Add it as in the template"),
        UNKNOWN_COLUMN(
                "不认识的列名",
                "This heading is not known",
                "按模板改名，或删去此列",
                "Rename it as in the template, or remove the column"),
        COLUMN_TWICE("列名重复", "This heading stands twice", "只保留一列", "Keep one of the columns"),
        STRAY_CELL(
                "此行的数据超出表头的列数",
                "The row has more cells than the heading",
                "检查多余的逗号或引号",
                "Look for a comma too many or a missing quotation mark"),
        FORMULA(
                "单元格是公式，或以 =、+、-、@ 开头",
                "The cell is a formula or begins with =, +, - or @",
                "粘贴为数值或删去开头的符号；没有内容请留空",
                "Paste it as a value or remove the sign; leave it empty if there is nothing to say"),
        REQUIRED("必填项为空", "A value is required", "填写此项", "Fill it in"),
        TOO_LONG("内容过长，上限 %s 个字符", "Too long: %s characters at most", "缩短", "Shorten it"),
        BAD_CHARACTER("含有不可见的控制字符", "There is an invisible control character", "重新录入此项", "Type it in anew"),
        BAD_NUMBER_FORMAT(
                "号码被存为数值，可能已丢失末位数字",
                "The number was stored as a figure and may have lost its last digits",
                "将此列设为“文本”，重新录入号码",
                "Format the column as text and enter the numbers again"),
        BAD_POOL_NO(
                "编号只能含字母、数字、点、横线，最多 32 位",
                "A number has letters, digits, dots and dashes, 32 at most",
                "改正编号",
                "Correct it"),
        BAD_IDENTITY(
                "证件号码不正确（校验位、生日或格式）",
                "The identity number is not valid (check character, birth date or form)",
                "对照证件核对",
                "Compare it with the document"),
        BORN_LATER(
                "证件号码中的出生日期晚于今天",
                "The birth date in the identity number lies after today",
                "对照证件核对",
                "Compare it with the document"),
        TOO_YOUNG(
                "从业起始早于证件号码所示的 %s 周岁",
                "In the field since before the age of %s, by the birth date in the identity number",
                "对照证件核对证件号码和从业起始日期",
                "Check identity number and day against the documents"),
        BAD_PHONE(
                "电话号码不正确",
                "The telephone number is not valid",
                "填写 11 位手机号码，或带国家代码的号码",
                "Give 11 digits, or a number with country code"),
        BAD_EMAIL("邮箱地址不正确", "The mail address is not valid", "改正或留空", "Correct it or leave it empty"),
        BAD_REGION(
                "地区须为 6 位行政区划代码",
                "A region is an administrative division code of 6 digits",
                "填写代码，例如 350200",
                "Give the code, such as 350200"),
        BAD_DATE(
                "日期不存在或无法识别", "There is no such date, or it cannot be read", "写成 2026-03-31", "Write it as 2026-03-31"),
        DATES_REVERSED("结束日期早于开始日期", "The end is before the beginning", "核对两个日期", "Check both dates"),
        BAD_CREDIT_CODE(
                "统一社会信用代码的校验位不正确",
                "The check character of the unified social credit code does not agree",
                "核对代码",
                "Check the code"),
        BAD_CHOICE("只能填写：%s", "One of: %s", "改为其中之一", "Choose one of them"),
        BAD_PART("写法不正确，应为：%s", "Not of the form: %s", "按模板的写法改正", "Write it as in the template"),
        BAD_SHARE(
                "持股比例须大于 0、不超过 100%%",
                "A share is more than 0 and no more than 100 %%", "写成 51%% 或 0.51", "Write it as 51 %% or 0.51"),
        SHARE_MISPLACED(
                "只有“持股”关系填写比例，且必须填写",
                "A share belongs to kind SHARE, and only there",
                "补上或删去比例",
                "Add it or remove it"),
        SELF_HELD("控股方与被控方相同", "Holder and held are the same", "核对两个代码", "Check both codes"),
        UNKNOWN_SPECIALTY(
                "专业代码不在分类表中：%s",
                "The specialty code is not in the classification: %s",
                "核对代码，或先导入专业分类",
                "Check it, or load the classification first"),
        TOO_MANY("最多 %s 项", "%s at most", "减少项数", "Give fewer"),
        NUMBER_TWICE("编号与第 %s 行重复", "The number stands in line %s too", "每人只保留一行", "Keep one row a person"),
        PERSON_TWICE(
                "与第 %s 行是同一人（证件号码相同）",
                "The same person as in line %s (equal identity numbers)", "每人只保留一行", "Keep one row a person"),
        EDGE_TWICE("与第 %s 行是同一条关系", "The same relation as in line %s", "只保留一行", "Keep one row"),
        PERSON_KNOWN(
                "此人已在本专家库中，编号不同", "This person is in this library under another number", "使用原编号", "Use that number"),
        NUMBER_OF_ANOTHER(
                "此编号在库中属于另一人（证件号码不同）",
                "In the pool this number is another person's (identity numbers differ)",
                "核对编号；确属更正证件号码的，在专家页面修改",
                "Check it; correct an identity number on the expert's page"),
        OTHER_LIBRARY("此编号属于另一个专家库", "This number belongs to another library", "使用新的编号", "Use another number"),
        ACCOUNT_TAKEN("登录账号已属于另一位专家", "The login belongs to another expert", "核对账号", "Check it"),
        PARENT_UNKNOWN(
                "上级代码不存在", "There is no such parent code", "先列出上级，或改正代码", "List the parent first, or correct the code"),
        PARENT_CHANGED("已载入的代码不能更换上级", "A loaded code keeps its parent", "使用新的代码", "Use a new code"),
        BAD_CODE(
                "专业代码须以大写字母开头，其后为大写字母或数字，最多 16 位",
                "A code begins with a capital letter and has capitals and digits, 16 at most",
                "改正代码",
                "Correct it"),
        EXPERT_RETIRED(
                Severity.WARNING,
                "此人已出库，本行不导入",
                "This person has left the pool; the row is passed over",
                "如需重新入库，请使用新编号登记",
                "To take the person in again, register a new number"),
        ANOTHER_POOL(
                Severity.WARNING,
                "此人已在另一专家库中；抽取时只按其中一条计算",
                "This person is in another library too; in a draw one of the two counts",
                "核对是否同一人",
                "Make sure that it is the same person"),
        STANDING(
                Severity.WARNING,
                "从业年限或职称未达到规则 E11 的要求，工程项目抽取时将被排除",
                "Years in the field or title fall short of rule E11: excluded from engineering draws",
                "核对从业起始日期和职称级别",
                "Check the day and the level of the title"),
        QUALIFICATION_OVER(
                Severity.WARNING,
                "资格已过期，抽取时将被排除",
                "A qualification has expired: excluded from draws",
                "更新有效期",
                "Give the new last day");

        private final Severity severity;
        private final String zh;
        private final String en;
        private final String toDoZh;
        private final String toDoEn;

        Kind(String zh, String en, String toDoZh, String toDoEn) {
            this(Severity.ERROR, zh, en, toDoZh, toDoEn);
        }

        Kind(Severity severity, String zh, String en, String toDoZh, String toDoEn) {
            this.severity = severity;
            this.zh = zh;
            this.en = en;
            this.toDoZh = toDoZh;
            this.toDoEn = toDoEn;
        }

        public Severity severity() {
            return severity;
        }
    }

    static Problem of(int line, String column, Kind kind) {
        return new Problem(line, column, kind, "");
    }

    public boolean isError() {
        return kind.severity == Severity.ERROR;
    }

    public String zh() {
        return kind.zh.formatted(detail);
    }

    public String en() {
        return kind.en.formatted(detail);
    }

    public String whatToDoZh() {
        return kind.toDoZh.formatted();
    }

    public String whatToDoEn() {
        return kind.toDoEn.formatted();
    }
}
