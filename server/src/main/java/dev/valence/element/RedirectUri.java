package dev.valence.element;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The address of this server that a provider sends people back to: the one to be registered there. */
@Singleton
public final class RedirectUri {
    /** Its path below the public address. */
    public static final String PATH = "/console/oauth/callback";

    private final String value;

    public RedirectUri(@ConfigProperty(name = "valence.public-url") String publicUrl) {
        this.value = publicUrl.replaceAll("/+$", "") + PATH;
    }

    /** The whole URL. */
    public String value() {
        return value;
    }
}
