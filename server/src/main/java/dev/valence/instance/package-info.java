/** Element instances: provisioning, configuration, life cycle, the element-token credential. */
@NullMarked
package dev.valence.instance;

import org.jspecify.annotations.NullMarked;
