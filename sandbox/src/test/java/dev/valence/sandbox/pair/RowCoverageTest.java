package dev.valence.sandbox.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds pairs and the rows of the reference against each other. */
class RowCoverageTest {
    private final Map<Row, Optional<String>> index;
    private final List<Pair> pairs = PairFiles.all();
    private final Set<Row> shown =
            pairs.stream().flatMap(pair -> pair.rows().stream()).collect(Collectors.toCollection(LinkedHashSet::new));

    RowCoverageTest() throws IOException {
        index = RowIndex.read(PairFiles.FOLDER.resolve("rows.txt"));
    }

    @Test
    void everyRowHasAPairOrAReasonToHaveNone() {
        assertThat(index.keySet().stream()
                        .filter(row -> index.getOrDefault(row, Optional.empty()).isEmpty()))
                .isSubsetOf(shown);
    }

    @Test
    void noPairShowsARowThatTheReferenceDoesNotHave() {
        assertThat(shown).isSubsetOf(index.keySet());
    }

    @Test
    void aRowWithAPairNeedsNoExcuse() {
        assertThat(shown)
                .filteredOn(row -> index.getOrDefault(row, Optional.empty()).isPresent())
                .isEmpty();
    }

    @Test
    void everyPairHasANameOfItsOwn() {
        assertThat(pairs.stream().map(Pair::name).toList()).doesNotHaveDuplicates();
    }
}
