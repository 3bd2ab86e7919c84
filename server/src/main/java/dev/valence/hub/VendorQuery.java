package dev.valence.hub;

import dev.valence.element.Parameter;
import dev.valence.element.ParameterPlace;
import dev.valence.element.ParameterSource;
import dev.valence.element.Resource;
import dev.valence.http.BadRequest;
import dev.valence.instance.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query string of the vendor request: declared parameters, conditions, order and page. */
final class VendorQuery {
    /** Query parameters that the platform itself understands; the rest goes by the element's declarations. */
    static final Set<String> PLATFORM = Set.of("where", "pageSize", "page", "nextPage", "orderBy", "fields");

    private VendorQuery() {}

    /**
     * The raw query.
     *
     * @throws BadRequest naming the parameter that the vendor cannot express
     */
    static String of(
            Resource resource,
            QueryString query,
            Map<String, String> values,
            Configuration configuration,
            Optional<PageWish> page) {
        if (page.isPresent() && page.get().next().isPresent() && !resource.cutByPlatform()) {
            // The vendor's own next page repeats every parameter of the first.
            String next = VendorPage.decode(page.get().next().get()).query();
            requireSameList(resource, QueryString.parse(next), values);
            return next;
        }
        if (page.isPresent() && !resource.cutByPlatform()) {
            PageWish.requireFirst(query);
        }
        List<QueryString.Parameter> parameters = new ArrayList<>();
        values.forEach((name, value) -> parameters.add(new QueryString.Parameter(name, value)));
        Optional<String> where = query.first("where");
        if (where.isPresent() || !resource.conditions().isEmpty()) {
            parameters.addAll(WhereParameters.of(resource, where));
        }
        query.first("orderBy").ifPresent(text -> parameters.add(order(resource, text)));
        page.ifPresent(wish -> resource.paging()
                .size()
                .ifPresent(name -> parameters.add(new QueryString.Parameter(name, Integer.toString(wish.size())))));
        return parameters.isEmpty() ? "" : new QueryString(parameters).encoded();
    }

    /** What stands in our path and in the vendor's query must agree, or the token is another list's. */
    private static void requireSameList(Resource resource, QueryString next, Map<String, String> values) {
        for (Parameter parameter : resource.parameters()) {
            if (parameter.type() == ParameterPlace.PATH
                    && parameter.vendorType() == ParameterPlace.QUERY
                    && next.first(parameter.vendorName())
                            .filter(value -> !value.equals(values.get(parameter.vendorName())))
                            .isPresent()) {
                throw new BadRequest(
                        "nextPage belongs to another list than this one; send it with the path that it came" + " from");
            }
        }
    }

    private static QueryString.Parameter order(Resource resource, String text) {
        List<OrderBy.Key> keys = OrderBy.parse(text).keys();
        dev.valence.element.OrderBy declared = resource.orderBy()
                .orElseThrow(() -> new BadRequest("orderBy: " + resource.path()
                        + " comes in the vendor's order and takes no other; leave orderBy out"));
        if (keys.size() != 1) {
            throw new BadRequest("orderBy: the vendor sorts by one field, not " + keys.size());
        }
        String field = keys.getFirst().attribute().dotted();
        Optional<String> found = switch (keys.getFirst().direction()) {
            case ASC -> declared.ascending(field);
            case DESC -> declared.descending(field);
            case UNSAID -> declared.ascending(field).or(() -> declared.descending(field));
        };
        return found.map(value -> new QueryString.Parameter(declared.parameter(), value))
                .orElseThrow(() -> new BadRequest("orderBy: the vendor cannot sort by " + text.strip() + ", only by "
                        + String.join(", ", declared.fields().keySet())));
    }

    /** Whether a parameter is the caller's to send, and not one of the platform's own. */
    static boolean isDeclaredByElement(Parameter parameter) {
        return parameter.source() == ParameterSource.REQUEST
                && !(parameter.type() == ParameterPlace.QUERY && PLATFORM.contains(parameter.name()));
    }
}
