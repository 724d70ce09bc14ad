package dev.carillon.jpa;

import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.URL;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Carillon's own persistence unit, described by code. There is no {@code persistence.xml}, so that the units of the
 * application, and its unnamed {@code @PersistenceContext}, never see it.
 *
 * @param mappingFiles names of resources that {@code loader} finds; empty for the default names of the tables
 */
record OwnUnit(
        String name, String provider, boolean jta, DataSource source, List<String> mappingFiles, ClassLoader loader)
        implements PersistenceUnitInfo {

    @Override
    public String getPersistenceUnitName() {
        return name;
    }

    @Override
    public String getPersistenceProviderClassName() {
        return provider;
    }

    @Override
    public PersistenceUnitTransactionType getTransactionType() {
        return jta ? PersistenceUnitTransactionType.JTA : PersistenceUnitTransactionType.RESOURCE_LOCAL;
    }

    @Override
    public @Nullable DataSource getJtaDataSource() {
        return jta ? source : null;
    }

    @Override
    public @Nullable DataSource getNonJtaDataSource() {
        return jta ? null : source;
    }

    @Override
    public List<String> getMappingFileNames() {
        return mappingFiles;
    }

    @Override
    public List<URL> getJarFileUrls() {
        return List.of();
    }

    @Override
    public URL getPersistenceUnitRootUrl() {
        return OwnUnit.class.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    public List<String> getManagedClassNames() {
        return List.of(JobRow.class.getName(), NodeRow.class.getName(), EndedRunRow.class.getName());
    }

    @Override
    public boolean excludeUnlistedClasses() {
        return true;
    }

    @Override
    public SharedCacheMode getSharedCacheMode() {
        return SharedCacheMode.NONE;
    }

    @Override
    public ValidationMode getValidationMode() {
        return ValidationMode.NONE;
    }

    @Override
    public Properties getProperties() {
        return new Properties();
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
        return "3.0";
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader;
    }

    @Override
    public void addTransformer(ClassTransformer transformer) {
        // classes stay as they are
    }

    @Override
    public ClassLoader getNewTempClassLoader() {
        return loader;
    }

    /** Asked for by Persistence 3.2; without the annotation this class serves 3.1 as well. */
    public @Nullable String getScopeAnnotationName() {
        return null;
    }

    /** Asked for by Persistence 3.2; without the annotation this class serves 3.1 as well. */
    public List<String> getQualifierAnnotationNames() {
        return List.of();
    }
}
