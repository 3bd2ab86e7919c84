package dev.valence.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import dev.valence.hub.Expression.And;
import dev.valence.hub.Expression.Comparison;
import dev.valence.hub.Expression.In;
import dev.valence.hub.Expression.IsNull;
import dev.valence.hub.Expression.Operator;
import dev.valence.hub.Expression.Or;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeqlTest {
    private static final List<OrderBy.Direction> DIRECTIONS = List.of(OrderBy.Direction.values());

    private static final List<Operator> OPERATORS = List.of(Operator.values());

    @Test
    void andBindsTighterThanOr() {
        assertThat(Ceql.where("a=1 or b=2 AND c=3 And d=4"))
                .isEqualTo(new Or(List.of(
                        number("a", "1"), new And(List.of(number("b", "2"), number("c", "3"), number("d", "4"))))));
        assertThat(Ceql.where("(a=1 or b=2)and c=3"))
                .isEqualTo(new And(List.of(new Or(List.of(number("a", "1"), number("b", "2"))), number("c", "3"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name = 'O''Neil'           | TEXT    | O'Neil",
                "name=''                    | TEXT    | ~~",
                "name='back\\slash%'        | TEXT    | back\\slash%",
                "n>=-12.50                  | NUMBER  | -12.50",
                "n=12345678901234567890     | NUMBER  | 12345678901234567890",
                "n<1e400                    | NUMBER  | 1e400",
                "n=TRUE                     | BOOLEAN | true",
                "n!=Null                    | NULL    | null",
                "n=open                     | BARE    | open",
                "value=2                    | NUMBER  | 2",
                "order like 'a%'            | TEXT    | a%",
                "`a.b`>2026-01-15T09:30:00.000Z | BARE | 2026-01-15T09:30:00.000Z",
                "`a.b`>2026-01-15T09:30:00+01:00 | BARE | 2026-01-15T09:30:00+01:00",
            })
    void valuesKeepTheirKindAndText(String where, Literal.Kind kind, String text) {
        assertThat(Ceql.where(where))
                .isInstanceOfSatisfying(
                        Comparison.class, it -> assertThat(it.value()).isEqualTo(new Literal(kind, text)));
    }

    @Test
    void dotsSplitNamesAndBackTicksProtectThem() {
        assertThat(attribute("address.city='x'").path()).containsExactly("address", "city");
        assertThat(attribute("`address.city`='x'").path()).containsExactly("address.city");
        assertThat(attribute("`and`='x'").path()).containsExactly("and");
        assertThat(attribute("a.in='x'").path()).containsExactly("a", "in");
        assertThat(attribute("`my name`.b='x'").dotted()).isEqualTo("my name.b");
    }

    @Test
    void listsAndNullsAreUnderstood() {
        Attribute a = Attribute.of("a");
        assertThat(Ceql.where("a in ('x',2, y)"))
                .isEqualTo(new In(
                        a,
                        false,
                        List.of(
                                Literal.text("x"),
                                new Literal(Literal.Kind.NUMBER, "2"),
                                new Literal(Literal.Kind.BARE, "y"))));
        assertThat(Ceql.where("a NOT IN ('x')")).isEqualTo(new In(a, true, List.of(Literal.text("x"))));
        assertThat(Ceql.where("a is null")).isEqualTo(new IsNull(a, false));
        assertThat(Ceql.where("a IS not NULL")).isEqualTo(new IsNull(a, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "status x         | an operator (=, !=, <, >, <=, >=, LIKE, IN, IS) at position 8, found 'x'",
                "a between 1 and 2 | an operator (=, !=, <, >, <=, >=, LIKE, IN, IS) at position 3, found 'between'",
                "~~               | an attribute name or an opening parenthesis at position 1, found the end",
                "a=               | a value ('text', a number, true, false or null) at position 3, found the end",
                "a=and            | a value ('text', a number, true, false or null) at position 3, found 'and'",
                "a=\"x\"          | a value ('text', a number, true, false or null) at position 3, found '\"'",
                "a='x             | a closing quote for the one at position 3 at position 5, found the end",
                "`a=1             | a closing back-tick for the one at position 1 at position 5, found the end",
                "a=1 b=2          | AND, OR or the end at position 5, found 'b'",
                "a=1 and          | an attribute name or an opening parenthesis at position 8, found the end",
                "(a=1             | AND, OR or a closing parenthesis at position 5, found the end",
                "a=1)             | AND, OR or the end at position 4, found ')'",
                "a in 1           | an opening parenthesis at position 6, found '1'",
                "a in ()          | a value ('text', a number, true, false or null) at position 7, found ')'",
                "a in (1 2)       | a comma or a closing parenthesis at position 9, found '2'",
                "a is 1           | NULL or NOT NULL at position 6, found '1'",
                "a not like 'x'   | IN at position 7, found 'like'",
                "a.=1             | a name after the dot at position 3, found '='",
                "not (a=1)        | an attribute name or an opening parenthesis at position 1, found 'not'",
                "a==1             | a value ('text', a number, true, false or null) at position 3, found '='",
            })
    void faultsNameThePositionWhatWasExpectedAndWhatWasFound(String where, String fault) {
        assertThatThrownBy(() -> Ceql.where(where))
                .isInstanceOf(BadRequest.class)
                .hasMessage("where: expected " + fault);
    }

    @Test
    void depthAndLengthAreLimited() {
        assertThatCode(() -> Ceql.where("(".repeat(100) + "a=1" + ")".repeat(100)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Ceql.where("(".repeat(16_000)))
                .isInstanceOf(BadRequest.class)
                .hasMessage("where: more than 100 nested parentheses at position 101");
        assertThatThrownBy(() -> Ceql.where(" ".repeat(16 * 1024 + 1)))
                .isInstanceOf(BadRequest.class)
                .hasMessage("where: at most 16384 characters, found 16385");
    }

    @Test
    void aWholeQueryIsUnderstood() {
        assertThat(Ceql.query("SELECT id,address.city FROM order WHERE order = 1 ORDER BY order DESC, b asc LIMIT 10"))
                .isEqualTo(new Query(
                        List.of(Attribute.of("id"), new Attribute(List.of("address", "city"))),
                        "order",
                        Optional.of(number("order", "1")),
                        new OrderBy(List.of(
                                new OrderBy.Key(Attribute.of("order"), OrderBy.Direction.DESC),
                                new OrderBy.Key(Attribute.of("b"), OrderBy.Direction.ASC))),
                        OptionalLong.of(10)));
        assertThat(Ceql.query("select * from contacts"))
                .isEqualTo(new Query(List.of(), "contacts", Optional.empty(), OrderBy.NONE, OptionalLong.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a from b           | select at position 1, found 'a'",
                "select a, from b   | from at position 16, found 'b'",
                "select * b         | from at position 10, found 'b'",
                "select * from a limit 0 | a whole number of rows from 1 at position 23, found '0'",
                "select * from a order x | by at position 23, found 'x'",
                "select * from a b  | where, order by, limit or the end at position 17, found 'b'",
            })
    void faultsOfAQueryNameTheirPosition(String query, String fault) {
        assertThatThrownBy(() -> Ceql.query(query))
                .isInstanceOf(BadRequest.class)
                .hasMessage("q: expected " + fault);
    }

    @Test
    void orderByIsUnderstoodOrRefusedWithItsPosition() {
        assertThat(OrderBy.parse("title asc,`created.at` DESC,x").keys())
                .containsExactly(
                        new OrderBy.Key(Attribute.of("title"), OrderBy.Direction.ASC),
                        new OrderBy.Key(Attribute.of("created.at"), OrderBy.Direction.DESC),
                        new OrderBy.Key(Attribute.of("x"), OrderBy.Direction.UNSAID));
        assertThat(OrderBy.parse(" ")).isEqualTo(OrderBy.NONE);
        assertThatThrownBy(() -> OrderBy.parse("title up"))
                .isInstanceOf(BadRequest.class)
                .hasMessage("orderBy: expected asc, desc, a comma or the end at position 7, found 'up'");
    }

    @Test
    void whatIsPrintedReadsAsTheSame() {
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            Expression expression = expression(random, 0);
            String text = Ceql.print(expression);
            assertThat(Ceql.where(text)).as("seed %d: %s", seed, text).isEqualTo(expression);

            Query query = query(random, expression);
            assertThat(Ceql.query(Ceql.print(query))).as("seed %d", seed).isEqualTo(query);
        }
    }

    @Test
    void damagedTextNeverThrowsAnythingButBadRequest() {
        String alphabet = "()'`,.=<>!ab1 \u0000ANDORINLIKE\"\u00e9\ud83d";
        int refused = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(Ceql.print(query(random, expression(random, 0))));
            for (int i = random.nextInt(5); i >= 0 && !text.isEmpty(); i--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                } else {
                    text.delete(at, Math.min(text.length(), at + random.nextInt(6)));
                }
            }
            refused += refusals(text.toString());
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    private static int refusals(String text) {
        int refused = 0;
        List<Supplier<Object>> readers =
                List.of(() -> Ceql.query(text), () -> Ceql.where(text), () -> OrderBy.parse(text));
        for (Supplier<Object> reader : readers) {
            try {
                assertThat(reader.get()).isNotNull();
            } catch (BadRequest e) {
                refused++;
            }
        }
        return refused;
    }

    private static Query query(Random random, Expression where) {
        return new Query(
                Stream.generate(() -> attribute(random))
                        .limit(random.nextInt(3))
                        .toList(),
                attribute(random).path().getFirst(),
                random.nextBoolean() ? Optional.of(where) : Optional.empty(),
                new OrderBy(Stream.generate(() ->
                                new OrderBy.Key(attribute(random), DIRECTIONS.get(random.nextInt(DIRECTIONS.size()))))
                        .limit(random.nextInt(3))
                        .toList()),
                random.nextBoolean() ? OptionalLong.of(1 + random.nextInt(1000)) : OptionalLong.empty());
    }

    private static Expression expression(Random random, int depth) {
        Attribute attribute = attribute(random);
        return switch (random.nextInt(depth > 3 ? 3 : 5)) {
            case 0 -> new Comparison(attribute, OPERATORS.get(random.nextInt(OPERATORS.size())), literal(random));
            case 1 ->
                new In(
                        attribute,
                        random.nextBoolean(),
                        Stream.generate(() -> literal(random))
                                .limit(1 + random.nextInt(3))
                                .toList());
            case 2 -> new IsNull(attribute, random.nextBoolean());
            case 3 -> new And(parts(random, depth));
            default -> new Or(parts(random, depth));
        };
    }

    private static List<Expression> parts(Random random, int depth) {
        return Stream.generate(() -> expression(random, depth + 1))
                .limit(2 + random.nextInt(2))
                .toList();
    }

    private static Attribute attribute(Random random) {
        List<String> names =
                List.of("a", "value", "order", "and", "a.b", "my name", "Größe", "x_1", "limit", "😀", "1", "from");
        return new Attribute(Stream.generate(() -> names.get(random.nextInt(names.size())))
                .limit(1 + random.nextInt(3))
                .toList());
    }

    private static Literal literal(Random random) {
        List<Literal> literals = List.of(
                Literal.text(""),
                Literal.text("O'Neil''s"),
                Literal.text("a) AND (b"),
                Literal.text("😀`%_\\"),
                new Literal(Literal.Kind.NUMBER, "-1.50"),
                new Literal(Literal.Kind.NUMBER, "1e400"),
                new Literal(Literal.Kind.BOOLEAN, "true"),
                new Literal(Literal.Kind.NULL, "null"),
                new Literal(Literal.Kind.BARE, "2026-01-15T09:30:00Z"),
                new Literal(Literal.Kind.BARE, "open"));
        return literals.get(random.nextInt(literals.size()));
    }

    private static Attribute attribute(String where) {
        return ((Comparison) Ceql.where(where)).attribute();
    }

    private static Expression number(String name, String digits) {
        return new Comparison(Attribute.of(name), Operator.EQUAL, new Literal(Literal.Kind.NUMBER, digits));
    }
}
