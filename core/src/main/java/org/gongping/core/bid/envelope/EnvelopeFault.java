package org.gongping.core.bid.envelope;

/** What is wrong with an envelope; the codes are those of the vectors. */
public enum EnvelopeFault {
    MAGIC(
            "magic",
            "不是本平台格式的加密投标文件（未加密或格式不对）",
            "not a sealed envelope of this format: unencrypted, or another kind of file"),
    HEADER_LENGTH("header-length", "文件头长度不正确", "the header's length is out of bounds"),
    HEADER_JSON("header-json", "文件头不是规范 JSON", "the header is not canonical JSON"),
    HEADER_MEMBER("header-member", "文件头缺少或多出成员", "the header lacks a member or has one that it must not have"),
    HEADER_LIMIT("header-limit", "文件头中的值不在允许范围内", "a value of the header is out of bounds"),
    TENDER("tender", "不是为本项目加密的投标文件", "sealed for another tender"),
    LOT("lot", "不是为本标段加密的投标文件", "sealed for another lot"),
    KIND("kind", "信封类型与声明不符", "the kind of the envelope is not the declared one"),
    BIDDER(
            "bidder",
            "不是为本单位加密的投标文件（封装时所用的统一社会信用代码不同）",
            "sealed as the bid of another organisation: its credit code is not yours"),
    HOLDERS(
            "holders",
            "密钥份额未按招标文件公布的保管方及其公钥封装",
            "the shares are not sealed to the holders that the tender document names"),
    SIZE("size", "文件长度与文件头不符（不完整或被追加）", "the file is shorter or longer than its header says"),
    COMMIT("commit", "密钥与密钥承诺不符", "the key does not match its commitment"),
    CHUNK("chunk", "密文块无法解开（被改动或错位）", "a chunk does not open: changed or out of place"),
    PLAIN("plain", "文件清单与明文承诺不符", "the list of files does not match the commitment to the plaintext"),
    MANIFEST("manifest", "信封内的文件清单不正确", "the list of files inside is not well formed"),
    PADDING("padding", "填充不正确", "the padding is not what it must be"),
    FILE_DIGEST("file-digest", "文件内容与清单中的摘要不符", "a file does not have the digest that the list says"),
    BOX("box", "密钥封装无法用此私钥打开", "the sealed key does not open with this private key"),
    RECEIPT(
            "receipt",
            "存放的文件不是当时收到的文件（与回执不符）",
            "what lies in the store is not what was received: it does not match the receipt"),
    SHARE("share", "密钥份额与封装时的摘要不符", "the share is not the one that was sealed");

    private final String code;
    private final String zh;
    private final String en;

    EnvelopeFault(String code, String zh, String en) {
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
