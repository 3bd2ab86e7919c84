package dev.valence.vault;

import java.nio.charset.StandardCharsets;

/**
 * The place a secret is stored in. It is bound to the ciphertext as associated data, so that a ciphertext copied to
 * another row, column or table does not decrypt.
 *
 * @param table name of the table
 * @param id primary key of the row, known before the secret is encrypted
 * @param column name of the column
 */
public record RowIdentity(String table, long id, String column) {
    byte[] associatedData() {
        return (table + "/" + id + "/" + column).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return table + "." + column + " of row " + id;
    }
}
