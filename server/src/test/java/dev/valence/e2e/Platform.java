package dev.valence.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;

/** The server and the sandbox that all tests of a run share. */
final class Platform {
    private static final Path FOLDER = Workspace.folder("platform");

    static final Sandbox SANDBOX = Sandbox.start(FOLDER);
    static final Server SERVER = Server.start(
            FOLDER.resolve("data"),
            SANDBOX,
            Map.of(
                    "VALENCE_PROVIDER_TIMEOUT", "3s",
                    // No script but an endless one may come to it, however slow the machine is.
                    "VALENCE_SCRIPTS_TRANSFORMATION_TIME", "10s"));
    static final Api API = SERVER.api();

    private Platform() {}

    /** The API as an element instance's caller uses it. */
    static Api as(JsonNode instance) {
        return bearerOf(API, instance);
    }

    /** As {@link #as}, at another server. */
    static Api bearerOf(Api api, JsonNode instance) {
        return api.element(instance.path("token").textValue());
    }

    /** Nobody's instances are left. */
    static void deleteAllInstances() {
        deleteAllInstances(API);
    }

    /** As {@link #deleteAllInstances()}, at another server. */
    static void deleteAllInstances(Api api) {
        while (true) {
            Answer list = api.get("/instances?hydrate=false");
            if (list.status() == 404) {
                return;
            }
            list.ok()
                    .forEach(instance ->
                            api.delete("/instances/" + instance.path("id")).ok());
        }
    }

    /** Nobody's formulas are left, nor instances of them. */
    static void deleteAllFormulas(Api api) {
        api.get("/formulas/instances")
                .ok()
                .forEach(instance ->
                        api.delete("/formulas/instances/" + instance.path("id")).ok());
        api.get("/formulas")
                .ok()
                .forEach(
                        formula -> api.delete("/formulas/" + formula.path("id")).ok());
    }
}
