package org.gongping.draw.pool;

/** Invented people with identity numbers that are valid and nobody's: there is no division 990. */
public final class People {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    public static final String HEADING = "专家编号,姓名,证件号码,手机,所在地区,专业,工作单位,单位信用代码,入职日期,从业起始,职称,职称级别,资格,曾任及兼职,亲属及利害关系";

    private People() {}

    /** The identity number of the n-th person. */
    public static String identity(int n) {
        return identity(n, "19750317");
    }

    /** @param born eight digits */
    public static String identity(int n, String born) {
        String first = "990%03d%s%03d".formatted(n / 1000, born, n % 1000);
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (first.charAt(i) - '0') * WEIGHTS[i];
        }
        return first + "10X98765432".charAt(sum % 11);
    }

    /** A sound row of the n-th person. */
    public static String row(int n, String name) {
        return "T-%05d,%s,%s,142%08d,350200,A040102；A0601,鹭岛设计院,%s,2015-07-01,2008-07-01,高级工程师,副高级,一级注册建筑师|A%d|2010-01-01|2036-12-31,,"
                .formatted(n, name, identity(n), n, CODE, n);
    }

    /** A credit code whose check character agrees. */
    public static final String CODE = creditCode("91440300MA0000000");

    /** The code with its check character (GB 32100-2015, Annex A). */
    public static String creditCode(String first17) {
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += alphabet.indexOf(first17.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return first17 + alphabet.charAt((31 - sum % 31) % 31);
    }
}
