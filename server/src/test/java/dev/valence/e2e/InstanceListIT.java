package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of instances: paging, filters, forms. */
class InstanceListIT {
    private static final Api API = Platform.API;
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta", "epsilon%_x");

    @BeforeAll
    static void fiveInstances() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
        String token =
                Platform.SANDBOX.issueTokens(Spark.ADA).path("access_token").textValue();
        for (String name : NAMES) {
            Map<String, Object> configuration = Spark.application();
            configuration.put("oauth.user.token", token);
            Map<String, Object> body = Spark.request(name, "", configuration);
            body.put("externalAuthentication", "initial");
            body.put("tags", List.of(name.substring(0, 1), "all tags"));
            API.post("/instances", body).ok();
        }
    }

    @Test
    void pagesOfOneSizeJoinToAPageOfTwiceTheSize() {
        for (int size = 1; size <= 3; size++) {
            Answer first = API.get("/instances?pageSize=" + size);
            Answer second = API.get("/instances?nextPage=" + first.nextPage().orElseThrow());
            List<String> joined = new ArrayList<>(first.column("id"));
            joined.addAll(second.column("id"));
            assertThat(joined)
                    .isEqualTo(API.get("/instances?pageSize=" + 2 * size).column("id"));
            assertThat(first.header("Elements-Returned-Count")).contains(Integer.toString(size));
            assertThat(first.header("Elements-Total-Count")).contains("5");
        }
    }

    @Test
    void theLastPageHasNoTokenAndAllPagesTogetherAreTheList() {
        List<String> all = new ArrayList<>();
        Answer page = API.get("/instances?pageSize=2&nextPage=");
        int pages = 1;
        all.addAll(page.column("name"));
        while (page.nextPage().isPresent()) {
            page = API.get("/instances?nextPage=" + page.nextPage().get());
            all.addAll(page.column("name"));
            pages++;
        }
        assertThat(all).containsExactlyElementsOf(NAMES);
        assertThat(pages).isEqualTo(3);
        assertThat(API.get("/instances?pageSize=5").nextPage()).isEmpty();
        assertThat(API.get("/instances").nextPage()).isEmpty();
    }

    @Test
    void pageParametersThatMakeNoSenseAreRefused() {
        for (String query :
                List.of("pageSize=0", "pageSize=-1", "pageSize=x", "nextPage=rubbish", "pageSize=99999999999")) {
            API.get("/instances?" + query).fault(400);
        }
        assertThat(API.get("/instances?pageSize=1000").column("name")).hasSize(5);
    }

    @Test
    void listsWithNoMatchAreNotFound() {
        for (String query : List.of("searchText=nothing", "tags[]=nothing".replace("[]", "%5B%5D"))) {
            assertThat(API.get("/instances?" + query).fault(404)).isEqualTo("No instances found");
        }
    }

    @Test
    void theSearchFindsPartsOfNamesLiterally() {
        assertThat(API.get("/instances?searchText=lt").column("name")).containsExactly("delta");
        assertThat(API.get("/instances?searchText=a&pageSize=2").header("Elements-Total-Count"))
                .contains("4");
        assertThat(API.get("/instances?searchText=%25").column("name")).containsExactly("epsilon%_x");
        assertThat(API.get("/instances?searchText=_").column("name")).containsExactly("epsilon%_x");
        API.get("/instances?searchText='%20or%201=1").fault(404);
    }

    @Test
    void tagsAreTakenInEverySpelling() {
        for (String query : List.of(
                "tags%5B%5D=a&tags%5B%5D=all%20tags",
                "tags%5b%5d=a,all%20tags", "tags%5B%5D=a,%20all%20tags", "tags=all+tags,a", "tags%5B%5D=a")) {
            assertThat(API.get("/instances?" + query).column("name")).as(query).containsExactly("alpha");
        }
        API.get("/instances?tags%5B%5D=a&tags%5B%5D=b").fault(404);
        assertThat(API.get("/instances?tags%5B%5D=all%20tags").column("name")).hasSize(5);
    }

    @Test
    void bracketsNeedNoEncoding() {
        assertThat(Wire.status(
                        Platform.SERVER.port(),
                        "GET /elements/api-v2/instances?tags[]=a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                + "authorization: " + API.authorization().orElseThrow() + "\r\n\r\n"))
                .isEqualTo(200);
    }

    @Test
    void theShortFormHasNoConfiguration() {
        JsonNode row = API.get("/instances?hydrate=false").ok().path(0);
        assertThat(row.has("configuration")).isFalse();
        assertThat(row.path("element").path("key").textValue()).isEqualTo("ciscospark");
        assertThat(row.has("token")).isTrue();
        assertThat(API.get("/instances?hydrate=true").ok().path(0).has("configuration"))
                .isTrue();
    }

    @Test
    void theListIsThereByElementAndByAccountToo() {
        for (String path :
                List.of("/elements/ciscospark/instances", "/elements/1832/instances", "/accounts/instances")) {
            assertThat(API.get(path).column("name")).containsExactlyElementsOf(NAMES);
        }
        API.get("/elements/nosuchthing/instances").fault(404);
        API.get("/accounts/999999/instances").fault(404);
    }
}
