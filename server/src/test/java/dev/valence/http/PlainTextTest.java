package dev.valence.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlainTextTest {
    @Test
    void markupBecomesItsTextAlsoWhenItWasEscaped() {
        assertThat(PlainText.of(" <b>Ada</b> & Bob ")).isEqualTo("Ada & Bob");
        assertThat(PlainText.of("&amp;lt;script&amp;gt;x&amp;lt;/script&amp;gt;y"))
                .isEqualTo("y");
        assertThat(PlainText.of(PlainText.of("&lt;i&gt;x&lt;/i&gt;"))).isEqualTo("x");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsEscapedWithoutAnEndTakesNoLongTime() {
        String deep = "&" + "amp;".repeat(900) + "lt;";
        assertThat(PlainText.of(deep)).startsWith("&amp;").hasSizeLessThan(deep.length());
        String endless = "&" + "amp;".repeat(2_000_000) + "lt;";
        assertThat(PlainText.of(endless)).as("too long for a name anyway").isSameAs(endless);
    }
}
