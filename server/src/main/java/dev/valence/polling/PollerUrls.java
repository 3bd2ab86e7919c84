package dev.valence.polling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import java.util.Arrays;
import java.util.List;

/**
 * The older form of a poller's configuration, {@code event.poller.urls}: a line for each kind of object,
 * {@code name|url|filter|updatedField|updatedFormat|updatedTimezone|createdField|createdFormat|createdTimezone}, or only names,
 * {@code contacts|leads}.
 */
final class PollerUrls {
    private static final int FILTER = 2;

    private PollerUrls() {}

    /** The same as JSON of the newer form. */
    static ObjectNode json(String text, String hub) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        for (String line : text.split("\\R", -1)) {
            if (!line.isBlank()) {
                List<String> columns =
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
                if (columns.size() > 1 && columns.get(1).contains("/")) {
                    json.set(columns.getFirst(), line(columns));
                } else {
                    columns.forEach(name -> json.putObject(name)
                            .put("url", "/hubs/" + hub + "/" + name)
                            .put("idField", "id"));
                }
            }
        }
        return json;
    }

    private static ObjectNode line(List<String> columns) {
        if (columns.size() > FILTER && !columns.get(FILTER).isEmpty()) {
            throw new BadRequest(PollConfiguration.URLS + " of " + columns.getFirst()
                    + " has a filter in its third column, which is not supported; leave it empty and say it in the"
                    + " where of the url");
        }
        ObjectNode plan =
                Json.MAPPER.createObjectNode().put("url", columns.get(1)).put("idField", "id");
        ObjectNode dates = plan.putObject("datesConfiguration");
        List<String> names = List.of(
                "updatedDateField",
                "updatedDateFormat",
                "updatedDateTimezone",
                "createdDateField",
                "createdDateFormat",
                "createdDateTimezone");
        for (int i = 0; i < names.size(); i++) {
            int column = FILTER + 1 + i;
            if (column < columns.size() && !columns.get(column).isEmpty()) {
                dates.put(names.get(i), columns.get(column));
            }
        }
        return plan;
    }
}
