package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HooksTest {
    private static final String ELEMENT = Samples.HEAD + """
            hooks:
              - {type: preRequest, file: hooks/first.js}
              - {type: postRequest, body: "done('last')"}
              - {type: event, body: "done('event')"}
            resources:
              - method: GET
                path: /things
                vendorMethod: GET
                vendorPath: /things
                hooks:
                  - {type: postRequest, body: "done('third')", isLegacy: true}
                  - {type: preRequest, body: "done('second')"}
              - {method: GET, path: "/plain/{id}", vendorMethod: GET, vendorPath: "/plain/{id}", parameters: [{name: id, type: path, vendorType: path}]}
            """;

    private static Element read(Path folder, String yaml) throws IOException {
        Files.createDirectories(folder.resolve("demo/hooks"));
        Files.writeString(folder.resolve("demo/hooks/first.js"), "done('first')\n");
        Files.writeString(folder.resolve("demo/element.yaml"), yaml);
        return new Catalog(ProviderUrls.none(), Optional.of(folder.toString())).require("demo");
    }

    @Test
    void theElementsHooksLieAroundThoseOfAResource(@TempDir Path folder) throws IOException {
        Element element = read(folder, ELEMENT);
        Hooks hooks =
                element.resource("GET", "/things").orElseThrow().resource().hooks();
        assertThat(hooks.before()).extracting(Hook::body).containsExactly("done('first')\n", "done('second')");
        assertThat(hooks.after()).extracting(Hook::body).containsExactly("done('third')", "done('last')");
        assertThat(hooks.before()).hasToString("[preRequest hook of every call, preRequest hook of GET /things]");
        assertThat(element.resource("GET", "/plain/1")
                        .orElseThrow()
                        .resource()
                        .hooks()
                        .before())
                .hasSize(1);
        assertThat(element.eventHooks()).extracting(Hook::body).containsExactly("done('event')");
        assertThat(element.json().path("hooks").path(0).path("body").asText()).isEqualTo("done('first')\n");
        assertThat(element.defaultOf("event.vendor.type")).contains("webhooks");
    }

    @Test
    void filesPassWithoutTheElementsPostRequestHooks(@TempDir Path folder) throws IOException {
        String file = """
              - {method: GET, path: /file, vendorMethod: GET, vendorPath: /file, response: {contentType: application/octet-stream}}
            """;
        Hooks hooks = read(folder, ELEMENT + file)
                .resource("GET", "/file")
                .orElseThrow()
                .resource()
                .hooks();
        assertThat(hooks.before()).hasSize(1);
        assertThat(hooks.after()).isEmpty();
        assertThat(faults(folder, ELEMENT + file.replace("}}", "}, hooks: [{type: postRequest, body: 'done()'}]}")))
                .contains("resources[2].hooks: a reply of the type application/octet-stream passes as it comes");
    }

    @Test
    void aReadBeforeAWriteIsRefusedWhereAHookMakesTheRequest(@TempDir Path folder) {
        String merged = """
              - method: PATCH
                path: "/plain/{id}"
                vendorMethod: PUT
                vendorPath: "/plain/{id}"
                parameters: [{name: id, type: path, vendorType: path}]
                readMerge: {vendorMethod: GET, vendorPath: "/plain/{id}", keep: [name]}
            """;
        assertThat(faults(folder, ELEMENT + merged))
                .contains("resources[2].readMerge: cannot go together with the preRequest hook of every call");
    }

    @Test
    void anElementWithoutHooksHasNone() {
        assertThat(new Catalog(ProviderUrls.none()).require("ciscospark").resources())
                .allSatisfy(resource -> assertThat(resource.hooks()).isSameAs(Hooks.NONE));
    }

    @Test
    void wrongHooksAreToldOfWithTheirPlace(@TempDir Path folder) {
        assertThat(fault(folder, "{type: preRequest, file: hooks/none.js}"))
                .contains("demo/element.yaml:9: hooks[0].file: the file hooks/none.js is missing");
        assertThat(fault(folder, "{type: preRequest, file: ../../secret.js}"))
                .contains("hooks[0].file: must name a file in the folder hooks");
        assertThat(fault(folder, "{type: preRequest, file: hooks/first.js, body: 'done()'}"))
                .contains("hooks[0].file: a hook has either file or body");
        assertThat(fault(folder, "{type: onRequest, body: 'done()'}"))
                .contains("hooks[0].type: must be one of preRequest, postRequest, event, not 'onRequest'");
        assertThat(fault(folder, "{type: preRequest}")).contains("hooks[0].body: is required");
        assertThat(fault(folder, "{type: preRequest, body: 'done()', mimeType: text/python}"))
                .contains("hooks[0].mimeType: must be application/javascript");
        assertThat(faults(
                        folder,
                        ELEMENT.replace("{type: preRequest, body: \"done('second')\"}", "{type: event, body: x}")))
                .contains("resources[0].hooks: an event hook stands at the element");
        assertThat(
                        faults(
                                folder,
                                Samples.HEAD
                                        + "resources: [{method: GET, path: /objects, reply: {from: objects}, hooks: [{type: preRequest, body: x}]}]"))
                .contains("resources[0].hooks: the platform answers here");
    }

    @Test
    void aFolderThatIsNoneStopsTheStart(@TempDir Path folder) {
        assertThat(catchThrowableOfType(
                        RuntimeException.class,
                        () -> new Catalog(
                                ProviderUrls.none(),
                                Optional.of(folder.resolve("nowhere").toString()))))
                .hasMessageContaining("valence.elements-folder names");
    }

    private static String fault(Path folder, String hook) {
        return faults(folder, Samples.HEAD + "hooks:\n  - " + hook + "\n");
    }

    private static String faults(Path folder, String yaml) {
        RuntimeException fault = catchThrowableOfType(RuntimeException.class, () -> read(folder, yaml));
        assertThat(fault).as(yaml).isNotNull();
        return String.valueOf(fault.getMessage());
    }
}
