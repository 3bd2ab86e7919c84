package dev.valence.hub;

import dev.valence.mapping.WhereSyntax;
import jakarta.inject.Singleton;

/** Checks the conditions that stand in transformations. */
@Singleton
public class CeqlSyntax implements WhereSyntax {
    @Override
    public void check(String conditions) {
        Ceql.where(conditions);
    }
}
