package dev.valence.element;

import java.util.List;
import java.util.Optional;

/** Tells of resources that a caller's organization has made for itself at an element; what they are is known above. */
public interface CallersObjects {
    /**
     * Those that are to stand in the element's API documents.
     *
     * @param authorization the header; without one there are none
     * @throws dev.valence.http.Unauthorized when it is no good
     */
    List<Resource> documented(Optional<String> authorization, Element element);
}
