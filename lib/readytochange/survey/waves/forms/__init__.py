"""The questionnaire as tools take it: an XLSForm for KoboToolbox, ODK and SurveyCTO, and a text to copy from."""
