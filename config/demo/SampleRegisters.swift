/// The registers of two boards as their secretariats keep them: the files of
/// this folder, held in the program so that the demo needs nothing but itself.
package enum SampleRegisters {
    package static let organisations = PackageResources.organisations_csv
    package static let people = PackageResources.people_csv
    package static let meetings = PackageResources.meetings_csv
    package static let vawgActions = PackageResources.vawg_action_log_csv
    package static let victimsActions = PackageResources.victims_action_log_csv
}
