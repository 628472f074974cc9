package org.captioner.cli.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names that an option once had. They work as before, and no help lists them; in a command with
 * another option of such a name it means that.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface FormerNames {
    /** With the hyphens, such as {@code --rate}. */
    String[] value();
}
