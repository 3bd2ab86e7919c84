package dev.valence.instance;

import dev.valence.http.Ids;
import dev.valence.http.Unauthorized;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;

/** The instance that the Element part of the Authorization header selects, on paths without an id. */
public final class CurrentInstance {
    private CurrentInstance() {}

    /**
     * The selected instance.
     *
     * @throws Unauthorized when the part is missing, unknown, or belongs to somebody else
     */
    public static Instance of(Instances instances, Caller caller, Authorization credentials) {
        if (credentials.session().isPresent() && credentials.instance().isPresent()) {
            return instances.require(caller, Ids.parse(credentials.instance().get(), "instance"));
        }
        String token = credentials
                .element()
                .orElseThrow(() -> new Unauthorized("This path works on the instance of an element token; add"
                        + " \"Element <token>\" to the Authorization header or put the instance's id into the path"));
        Instance found = instances
                .findByToken(token)
                .orElseThrow(() -> new Unauthorized("The Element part of the Authorization header is not a token of an"
                        + " instance; it may have been deleted or its token regenerated"));
        return instances.require(caller, found.id());
    }
}
