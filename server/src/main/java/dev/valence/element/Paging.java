package dev.valence.element;

import java.util.Optional;

/**
 * The paging of the vendor's lists.
 *
 * @param size vendor query parameter that takes the page size; absent when the vendor takes none
 * @param position vendor query parameter that takes page number, offset or cursor; absent for {@code linkHeader}
 * @param nextPageKey member of the vendor's reply that holds the cursor, dots lead into objects; only for {@code cursor}
 * @param startIndex number of the first page, only for {@code page}
 */
public record Paging(
        PagingStyle style,
        Optional<String> size,
        Optional<String> position,
        Optional<String> nextPageKey,
        int startIndex) {
    /** A vendor without pages. */
    public static final Paging NONE =
            new Paging(PagingStyle.NONE, Optional.empty(), Optional.empty(), Optional.empty(), 1);
}
