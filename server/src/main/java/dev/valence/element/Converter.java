package dev.valence.element;

import java.util.List;

/** The names of the translators of {@code where}. */
final class Converter {
    static final List<String> NAMES = List.of("toQueryParameters", "toODataFilter", "toSFDCReportFilter");

    private Converter() {}

    static boolean known(String name) {
        return NAMES.contains(name);
    }
}
