package dev.valence.element;

/**
 * One thing that is wrong with an element.
 *
 * @param file name of the file, or of the request body
 * @param line from 1; 0 when lines are not known, as in a JSON body
 * @param member for example {@code resources[3].vendorMethod}; empty for the element as a whole
 */
public record ElementFault(String file, int line, String member, String message) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (member.isEmpty() ? "" : member + ": ") + message;
    }
}
