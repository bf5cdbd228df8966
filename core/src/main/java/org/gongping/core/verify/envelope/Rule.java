package org.gongping.core.verify.envelope;

/** What an envelope can break; the codes are those of {@code docs/envelope.md}, in the order in which they are looked at. */
public enum Rule {
    MAGIC("magic", "不以格式标识开头", "it does not begin as an envelope does"),
    HEADER_LENGTH("header-length", "文件头长度越界", "the length of the header is out of bounds"),
    HEADER_JSON("header-json", "文件头不是规范 JSON", "the header is not canonical JSON"),
    HEADER_MEMBER("header-member", "文件头的成员不合规定", "the header has not exactly the members that it must have"),
    HEADER_LIMIT("header-limit", "文件头的值越界", "a value of the header is out of bounds"),
    TENDER("tender", "属于另一项目", "it is of another tender"),
    LOT("lot", "属于另一标段", "it is of another lot"),
    KIND("kind", "信封类型不符", "it is of another kind"),
    BIDDER("bidder", "属于另一投标人", "it is of another bidder"),
    SIZE("size", "文件长度与文件头不符", "the file is not as long as its header says"),
    BOX("box", "密钥封装无法打开", "the box does not open under this key"),
    RECEIPT("receipt", "与回执不符", "it is not what the receipt speaks of"),
    SHARE("share", "密钥份额不足或不符", "the shares are too few, or not those that were sealed"),
    COMMIT("commit", "内容密钥与密钥承诺不符", "the content key does not match its commitment"),
    CHUNK("chunk", "密文块无法打开", "a chunk does not open"),
    PLAIN("plain", "文件清单与明文承诺不符", "the manifest does not match the commitment to the plaintext"),
    MANIFEST("manifest", "文件清单不合规定", "the manifest is not as it must be"),
    PADDING("padding", "填充不合规定", "the padding is not as it must be"),
    FILE_DIGEST("file-digest", "文件与清单中的 SHA-256 不符", "a file does not have the SHA-256 of the manifest"),

    /** Of the verifier alone: what was read out, held to what was sealed. */
    PRICE("price", "封存的投标报价与公布的不同", "the price that was sealed is not the published one"),
    SCRIPT("script", "回执所记的封装脚本不是这一个", "the sealing script of the receipt is not this one");

    private final String code;
    private final String zh;
    private final String en;

    Rule(String code, String zh, String en) {
        this.code = code;
        this.zh = zh;
        this.en = en;
    }

    public String code() {
        return code;
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return en;
    }
}
