package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CatalogFilesTest {
    private static final Element SPARK = load();

    private static Element load() {
        ElementFolder folder = new ElementFolder(Path.of("../elements/ciscospark"), "elements/ciscospark");
        return ElementReader.read(folder.source(), folder.samples());
    }

    @Test
    void everyListHasAModelAndASample() {
        assertThat(SPARK.resources()).filteredOn(Resource::list).isNotEmpty().allSatisfy(resource -> {
            assertThat(resource.model()).isPresent();
        });
    }
}
