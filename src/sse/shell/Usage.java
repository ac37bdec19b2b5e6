package sse.shell;

import java.util.List;
import sse.term.Option;

/**
 * How a command is typed.
 *
 * @param text its help
 * @param table its options, as {@link Option} reads them
 * @param operand what its other words are, as an option's value is written
 * @param rest the help of another command, which tells of the options that this one's does not; or empty
 */
public record Usage(String command, String text, String table, String operand, String rest) {
    public Usage(String command, String text, String table, String operand) {
        this(command, text, table, operand, "");
    }

    /** {@return its options, also those that every command has} */
    public List<Option> options() {
        return Option.all(table + " -h --help");
    }
}
