/** The database: start-up of the embedded PostgreSQL, migrations, Jdbi, transactions, change notices. */
@NullMarked
package dev.valence.store;

import org.jspecify.annotations.NullMarked;
