package org.captioner.cli.command;

import java.util.Iterator;
import org.captioner.dataset.InputException;
import org.captioner.dataset.format.DatasetFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The dataset formats of the registry as options name them. */
final class DatasetFormatNames implements Iterable<String>, ITypeConverter<DatasetFormat> {
    @Override
    public Iterator<String> iterator() {
        return DatasetFormat.labels().iterator();
    }

    @Override
    public DatasetFormat convert(String label) {
        try {
            return DatasetFormat.parse(label);
        } catch (InputException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
