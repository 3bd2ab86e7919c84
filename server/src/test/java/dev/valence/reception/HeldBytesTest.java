package dev.valence.reception;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldBytesTest {
    private final HeldBytes held = new HeldBytes(100, 40);

    @Test
    void oneAddressGetsItsShareAndNoMore() {
        HeldBytes.Part first = held.open("a");
        HeldBytes.Part second = held.open("a");
        assertThat(first.grow(30)).isTrue();
        assertThat(second.grow(11)).isFalse();
        assertThat(second.grow(10)).isTrue();
        assertThat(held.open("b").grow(40)).isTrue();
        first.close();
        assertThat(second.grow(30)).isTrue();
    }

    @Test
    void allTogetherGetNoMoreThanThereIs() {
        assertThat(held.open("a").grow(40)).isTrue();
        assertThat(held.open("b").grow(40)).isTrue();
        assertThat(held.open("c").grow(21)).isFalse();
        assertThat(held.open("c").grow(20)).isTrue();
    }

    @Test
    void whatIsGivenBackIsGivenBackOnce() {
        HeldBytes.Part part = held.open("a");
        assertThat(part.grow(40)).isTrue();
        part.close();
        part.close();
        assertThat(part.grow(1)).as("a part that is over").isFalse();
        HeldBytes.Part next = held.open("a");
        assertThat(next.grow(40)).isTrue();
        assertThat(next.grow(1)).isFalse();
    }
}
