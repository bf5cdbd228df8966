package org.gongping.core.tender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTextTest {
    @Test
    void namesAThingByWhatCanBeSeen() {
        assertThat(ShownText.isSound("滨海路雨水管网提升工程（施工）")).isTrue();
        assertThat(ShownText.isSound("   ")).isFalse();
        assertThat(ShownText.isSound("\u202e\u200b")).isFalse();
        assertThat(ShownText.isSound("工程\u202e程工")).isFalse();
        assertThat(ShownText.isSound("工程\n二")).isFalse();
    }
}
