package dev.valence.tenant;

/**
 * The answer to a regeneration: the only moment a new secret is volunteered.
 *
 * @param secret the new value; the old one is refused from now on
 */
public record NewSecret(String secret) {
    @Override
    public String toString() {
        return "NewSecret";
    }
}
