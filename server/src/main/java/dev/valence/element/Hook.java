package dev.valence.element;

import java.util.ArrayList;
import java.util.List;

/**
 * A script of an element.
 *
 * @param name for messages, for example {@code preRequest hook of GET /things}
 * @param body JavaScript, the body of a function
 */
public record Hook(HookType type, String name, String body) {
    private static final String MEDIA_TYPE = "application/javascript";

    /**
     * Reads the member {@code hooks}.
     *
     * @param owner whose hooks they are, for messages
     */
    static List<Hook> read(Member member, String owner) {
        List<Hook> hooks = new ArrayList<>();
        for (Member hook : member.items("hooks")) {
            HookType type = hook.requiredChoice("type", HookType.class);
            hook.optionalText("mimeType")
                    .filter(mediaType -> !mediaType.equals(MEDIA_TYPE))
                    .ifPresent(
                            mediaType -> hook.fault("mimeType", "must be " + MEDIA_TYPE + ", not '" + mediaType + "'"));
            // Both forms run alike: a script may return its result instead of handing it to done.
            hook.flag("isLegacy", false);
            hooks.add(new Hook(type, type.wire() + " hook of " + owner, hook.text("body")));
        }
        return List.copyOf(hooks);
    }

    /** The text stays out of logs. */
    @Override
    public String toString() {
        return name;
    }
}
