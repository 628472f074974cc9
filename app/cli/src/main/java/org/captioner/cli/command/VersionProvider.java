package org.captioner.cli.command;

import picocli.CommandLine.IVersionProvider;

/** What {@code captioner --version} prints: ours, Java's and the operating system's. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionProvider.class.getPackage().getImplementationVersion();
        return new String[] {
            "captioner " + (version == null ? "(not packaged)" : version),
            "Java " + System.getProperty("java.vm.version"),
            System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
