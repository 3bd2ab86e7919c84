package dev.valence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the pages for people to what the program does. */
class GuideTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SETTINGS = ROOT.resolve("docs/guide/settings.md");

    /** Built, downloaded or written while running: no pages of ours. */
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "data");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(valence\\.[^`]*)` \\| `([^`]*)` \\| (\\S*) \\|");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

    /** A row of the settings page. */
    private record Row(String variable, String standard) {}

    @Test
    void everySettingStandsOnThePageWithItsVariableAndItsDefault() {
        Properties settings = new Properties();
        try (var file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            settings.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Row> expected = new LinkedHashMap<>();
        settings.stringPropertyNames().stream()
                .filter(name -> name.startsWith("valence."))
                .forEach(name -> expected.put(name, new Row(variable(name), cell(settings.getProperty(name)))));

        Map<String, Row> written = new LinkedHashMap<>();
        ROW.matcher(read(SETTINGS))
                .results()
                .forEach(row -> written.put(row.group(1), new Row(row.group(2), row.group(3))));

        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(written).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void theReadmeShowsTheTwoCommandsAndTheProgramHasThem() {
        String readme = read(ROOT.resolve("README.md"));
        String program = read(ROOT.resolve("valence"));

        assertThat(readme).contains("\n```\n./valence start\n./valence test\n```\n");
        assertThat(readme.lines().filter(line -> line.startsWith("./"))).hasSize(2);
        assertThat(ROOT.resolve("valence")).isExecutable();
        assertThat(program).contains("\n  start) ", "\n  test) ");
    }

    @Test
    void everyOptionOfTheStartStandsOnThePage() {
        List<String> options = Pattern.compile("(?m)^ {6}(--[a-z-]+)\\) ")
                .matcher(read(ROOT.resolve("valence")))
                .results()
                .map(option -> option.group(1))
                .toList();

        assertThat(options).isNotEmpty();
        assertThat(read(SETTINGS))
                .contains(options.stream().map(option -> "| `" + option).toList());
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            for (String link : links(read(page))) {
                links++;
                if (!leadsSomewhere(page, link)) {
                    broken.add(ROOT.relativize(page) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(10);
    }

    @Test
    void aBrokenLinkIsFound() {
        Path page = ROOT.resolve("README.md");

        assertThat(links("[a](no-such-page.md) `[b](code.md)`\n```\n[c](code.md)\n```\n[d](https://example.org)"))
                .containsExactly("no-such-page.md");
        assertThat(leadsSomewhere(page, "no-such-page.md")).isFalse();
        assertThat(leadsSomewhere(page, "CONTRIBUTING.md#no-such-heading")).isFalse();
        assertThat(leadsSomewhere(page, "#where-to-go-next")).isTrue();
    }

    private static List<String> links(String page) {
        String text = CODE.matcher(FENCE.matcher(page).replaceAll("")).replaceAll("");
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(Predicate.not(ELSEWHERE.asMatchPredicate()))
                .toList();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.exists(target)
                && (parts.length == 1 || anchors(read(target)).contains(parts[1]));
    }

    /** As code hosts make them: small letters, hyphens for spaces, no other signs. */
    private static List<String> anchors(String page) {
        return HEADING.matcher(FENCE.matcher(page).replaceAll(""))
                .results()
                .map((MatchResult heading) -> heading.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                boolean hidden = name.startsWith(".") && !folder.equals(ROOT);
                return hidden || NOT_OURS.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static String cell(String standard) {
        return standard.isEmpty() ? "empty" : "`" + standard + "`";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
